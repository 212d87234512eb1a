package io.bulkhead.engine.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key in a PEM file: PKCS #8 by the JDK, other forms by {@link OtherPemKey}. */
final class PemKey {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private PemKey() {}

  static PrivateKey read(String path, byte[] content) throws IOException {
    String pem = new String(content, StandardCharsets.US_ASCII);
    if (pem.contains("ENCRYPTED")) {
      throw new TlsMaterial.Unusable(
          "key '" + path + "' is encrypted; the docker CLI's form is an unencrypted key");
    }
    Matcher plain = PKCS8.matcher(pem);
    return pkcs8(
        path, plain.find() ? decoded(path, plain.group(1)) : OtherPemKey.toPkcs8(path, pem));
  }

  private static byte[] decoded(String path, String base64) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new TlsMaterial.Unusable("key '" + path + "' is damaged");
    }
  }

  private static PrivateKey pkcs8(String path, byte[] encoded) throws IOException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        // of another algorithm
      }
    }
    throw new TlsMaterial.Unusable("key '" + path + "' is damaged, or neither RSA, EC nor EdDSA");
  }
}
