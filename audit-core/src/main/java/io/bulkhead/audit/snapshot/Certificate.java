package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * An X.509 certificate (RFC 5280) in a file.
 *
 * @param path file it stands in
 * @param subject distinguished name, for example {@code CN=web-03}
 * @param issuer distinguished name of who signed it
 * @param serial in lower case hex
 * @param fingerprint sha-256 of its DER encoding, hex
 * @param names subject alternative names: {@code DNS:web-03} or {@code IP:192.0.2.10}
 * @param authority basic constraints say that it may sign others
 * @param usages extended key usages: {@code serverAuth}, {@code clientAuth} or an object id; empty
 *     if it has none, which allows all
 * @param notBeforeEpochMillis start of validity, milliseconds since 1970-01-01 UTC
 * @param notAfterEpochMillis end of validity, milliseconds since 1970-01-01 UTC
 * @param key kind of its public key
 * @param signature algorithm of its signature, for example {@code SHA256WITHECDSA}
 * @param trust whether an authority of the engine signed it
 */
public record Certificate(
    String path,
    String subject,
    String issuer,
    String serial,
    String fingerprint,
    List<String> names,
    boolean authority,
    List<String> usages,
    long notBeforeEpochMillis,
    long notAfterEpochMillis,
    KeyKind key,
    String signature,
    Trust trust) {
  public Certificate {
    names = List.copyOf(names);
    usages = List.copyOf(usages);
  }

  /** True if it may be used for this purpose: {@code serverAuth} or {@code clientAuth}. */
  public boolean allows(String usage) {
    return usages.isEmpty() || usages.contains(usage) || usages.contains("anyExtendedKeyUsage");
  }

  /**
   * Kind of a key.
   *
   * @param algorithm {@code RSA}, {@code EC} or {@code Ed25519}, or an object id
   * @param bits length of modulus or field; 0 if unknown
   * @param curve name of the curve, for example {@code P-256}; empty for others
   */
  public record KeyKind(String algorithm, int bits, String curve) {
    @Override
    public String toString() {
      return curve.isEmpty() ? algorithm + (bits > 0 ? " " + bits : "") : algorithm + " " + curve;
    }
  }

  /** Whether the engine's authorities vouch for it, by its signature and not by names. */
  public enum Trust {
    /** One of them signed it. */
    SIGNED,
    /** None of them did. */
    FOREIGN,
    /** The signature could not be computed here: an unknown algorithm or curve. */
    UNKNOWN
  }
}
