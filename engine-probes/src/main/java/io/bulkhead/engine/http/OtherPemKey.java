package io.bulkhead.engine.http;

import java.io.IOException;
import java.io.StringReader;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/**
 * PKCS #1 and SEC 1 keys ({@code BEGIN RSA PRIVATE KEY}); apart, so that few load Bouncy Castle.
 */
final class OtherPemKey {
  private OtherPemKey() {}

  /** The key in the form of PKCS #8. */
  static byte[] toPkcs8(String path, String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      // openssl writes the curve's parameters before an EC key
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        if (object instanceof PEMKeyPair pair) {
          return pair.getPrivateKeyInfo().getEncoded();
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new TlsMaterial.Unusable("key '" + path + "' is damaged");
    }
    throw new TlsMaterial.Unusable("no private key in '" + path + "'");
  }
}
