package io.bulkhead.engine.http;

import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * PKCS #1 and SEC 1 keys ({@code BEGIN RSA PRIVATE KEY}); apart, so that few load Bouncy Castle.
 */
final class OtherPemKey {
  private OtherPemKey() {}

  static PrivateKey read(String path, String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        if (object instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new TlsMaterial.Unusable("key '" + path + "' is damaged");
    }
    throw new TlsMaterial.Unusable("no private key in '" + path + "'");
  }
}
