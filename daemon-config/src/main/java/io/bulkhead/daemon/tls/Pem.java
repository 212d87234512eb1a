package io.bulkhead.daemon.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** PEM text (RFC 7468) to objects and back. Texts are ASCII. */
final class Pem {
  private Pem() {}

  /** The certificates in a text, in its order; other blocks are passed over. */
  static List<X509CertificateHolder> certificates(byte[] text) throws TlsProblem {
    List<X509CertificateHolder> found = new ArrayList<>();
    for (Object block : blocks(text)) {
      if (block instanceof X509CertificateHolder certificate) {
        found.add(certificate);
      }
    }
    if (found.isEmpty()) {
      throw new TlsProblem("no certificate in PEM form is in it");
    }
    return found;
  }

  /** The first private key in a text: PKCS #8, PKCS #1 or SEC 1. */
  static PrivateKeyInfo key(byte[] text) throws TlsProblem {
    for (Object block : blocks(text)) {
      if (block instanceof PrivateKeyInfo key) {
        return key;
      }
      if (block instanceof PEMKeyPair pair) {
        return pair.getPrivateKeyInfo();
      }
      if (block instanceof PEMEncryptedKeyPair || block instanceof PKCS8EncryptedPrivateKeyInfo) {
        throw new TlsProblem("the key is encrypted, which the engine cannot read");
      }
    }
    throw new TlsProblem("no private key in PEM form is in it");
  }

  static PrivateKey usable(PrivateKeyInfo key) throws TlsProblem {
    try {
      return new JcaPEMKeyConverter().getPrivateKey(key);
    } catch (IOException e) {
      throw new TlsProblem("the key is of a kind that cannot be used");
    }
  }

  private static List<Object> blocks(byte[] text) throws TlsProblem {
    List<Object> blocks = new ArrayList<>();
    try (PEMParser parser =
        new PEMParser(new StringReader(new String(text, StandardCharsets.ISO_8859_1)))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        blocks.add(block);
      }
    } catch (IOException | RuntimeException e) {
      // the parser's own message may quote what it could not read
      throw new TlsProblem("it is not a well-formed PEM text");
    }
    return blocks;
  }

  static byte[] write(String type, byte[] der) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
