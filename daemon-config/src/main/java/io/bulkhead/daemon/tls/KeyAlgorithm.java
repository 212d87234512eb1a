package io.bulkhead.daemon.tls;

import java.util.Locale;
import java.util.Optional;

/** Kinds of keys that are made. */
public enum KeyAlgorithm {
  /** ECDSA on P-256: small, and every client since TLS 1.2 knows it. */
  EC("EC", "SHA256withECDSA"),
  /** RSA of 3072 bits, for clients that know nothing else. */
  RSA("RSA", "SHA256withRSA");

  static final int RSA_BITS = 3072;
  static final String CURVE = "secp256r1";

  private final String jca;
  private final String signature;

  KeyAlgorithm(String jca, String signature) {
    this.jca = jca;
    this.signature = signature;
  }

  /** Name in java.security. */
  String jca() {
    return jca;
  }

  /** The signature algorithm of a certificate signed with such a key. */
  String signature() {
    return signature;
  }

  /** The word a user types. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this word. */
  public static Optional<KeyAlgorithm> of(String word) {
    for (KeyAlgorithm one : values()) {
      if (one.word().equals(word.toLowerCase(Locale.ROOT))) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
