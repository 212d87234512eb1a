package io.bulkhead.daemon.tls;

import io.bulkhead.audit.snapshot.Certificate.KeyKind;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAKeyParameters;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Kinds of keys, and which private key belongs to which public one. */
final class Keys {
  private Keys() {}

  static KeyKind kind(SubjectPublicKeyInfo key) {
    try {
      return kind(PublicKeyFactory.createKey(key), key.getAlgorithm().getParameters());
    } catch (IOException | RuntimeException e) {
      return new KeyKind(key.getAlgorithm().getAlgorithm().getId(), 0, "");
    }
  }

  static KeyKind kind(PrivateKeyInfo key) {
    try {
      return kind(PrivateKeyFactory.createKey(key), key.getPrivateKeyAlgorithm().getParameters());
    } catch (IOException | RuntimeException e) {
      return new KeyKind(key.getPrivateKeyAlgorithm().getAlgorithm().getId(), 0, "");
    }
  }

  private static KeyKind kind(AsymmetricKeyParameter key, Object parameters) {
    if (key instanceof RSAKeyParameters rsa) {
      return new KeyKind("RSA", rsa.getModulus().bitLength(), "");
    }
    if (key instanceof ECKeyParameters ec) {
      return new KeyKind("EC", ec.getParameters().getCurve().getFieldSize(), curve(parameters));
    }
    if (key instanceof Ed25519PublicKeyParameters || key instanceof Ed25519PrivateKeyParameters) {
      return new KeyKind("Ed25519", 255, "");
    }
    return key instanceof DSAKeyParameters dsa
        ? new KeyKind("DSA", dsa.getParameters().getP().bitLength(), "")
        : new KeyKind(key.getClass().getSimpleName(), 0, "");
  }

  private static String curve(Object parameters) {
    X962Parameters named = X962Parameters.getInstance(parameters);
    if (!named.isNamedCurve()) {
      return "explicit parameters";
    }
    ASN1ObjectIdentifier id = ASN1ObjectIdentifier.getInstance(named.getParameters());
    if (id.equals(X9ObjectIdentifiers.prime256v1)) {
      return "P-256";
    }
    String name = ECNamedCurveTable.getName(id);
    return switch (name == null ? "" : name) {
      case "secp224r1", "P-224" -> "P-224";
      case "secp384r1", "P-384" -> "P-384";
      case "secp521r1", "P-521" -> "P-521";
      case "" -> id.getId();
      default -> name;
    };
  }

  /** True if the two are halves of one pair. */
  static boolean pair(PrivateKeyInfo secret, SubjectPublicKeyInfo open) {
    try {
      AsymmetricKeyParameter one = PrivateKeyFactory.createKey(secret);
      AsymmetricKeyParameter other = PublicKeyFactory.createKey(open);
      if (one instanceof RSAKeyParameters a && other instanceof RSAKeyParameters b) {
        return a.getModulus().equals(b.getModulus());
      }
      if (one instanceof ECPrivateKeyParameters a && other instanceof ECPublicKeyParameters b) {
        return a.getParameters().getN().equals(b.getParameters().getN())
            && a.getParameters().getG().multiply(a.getD()).equals(b.getQ());
      }
      return one instanceof Ed25519PrivateKeyParameters a
          && other instanceof Ed25519PublicKeyParameters b
          && Arrays.equals(a.generatePublicKey().getEncoded(), b.getEncoded());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
