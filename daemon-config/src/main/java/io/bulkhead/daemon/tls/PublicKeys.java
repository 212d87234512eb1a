package io.bulkhead.daemon.tls;

import java.io.IOException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** The public half that follows from a private key. */
final class PublicKeys {
  private PublicKeys() {}

  static SubjectPublicKeyInfo of(PrivateKeyInfo key) throws TlsProblem {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
          open(PrivateKeyFactory.createKey(key)));
    } catch (IOException | RuntimeException e) {
      throw new TlsProblem("the key is of a kind that cannot be used");
    }
  }

  private static AsymmetricKeyParameter open(AsymmetricKeyParameter secret) {
    if (secret instanceof RSAPrivateCrtKeyParameters rsa) {
      return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
    }
    if (secret instanceof ECPrivateKeyParameters ec) {
      return new ECPublicKeyParameters(
          ec.getParameters().getG().multiply(ec.getD()).normalize(), ec.getParameters());
    }
    if (secret instanceof Ed25519PrivateKeyParameters ed) {
      return ed.generatePublicKey();
    }
    throw new IllegalArgumentException("unknown kind of key");
  }
}
