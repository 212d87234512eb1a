package io.bulkhead.daemon.tls;

import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.Certificate.KeyKind;
import io.bulkhead.audit.snapshot.Certificate.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Reads certificates and keys, and says what can be said without giving a key away. */
public final class Inspector {
  private Inspector() {}

  /**
   * The certificates of a PEM text.
   *
   * @param path file the text is from
   * @param authorities PEM text of the authorities that may have signed them
   * @throws TlsProblem if there is none, or one of them cannot be read
   */
  public static List<Certificate> certificates(String path, byte[] text, byte[] authorities)
      throws TlsProblem {
    List<X509CertificateHolder> signers = Pem.certificates(authorities);
    List<Certificate> found = new ArrayList<>();
    try {
      for (X509CertificateHolder one : Pem.certificates(text)) {
        found.add(certificate(path, one, signers));
      }
    } catch (RuntimeException e) {
      throw new TlsProblem("a certificate in it is broken");
    }
    return found;
  }

  /** Kind of the first private key of a PEM text. */
  public static KeyKind key(byte[] text) throws TlsProblem {
    return Keys.kind(Pem.key(text));
  }

  /**
   * True if the private key belongs to one of the certificates.
   *
   * @throws TlsProblem if one of the texts holds nothing of that sort
   */
  public static boolean pair(byte[] keyText, byte[] certificateText) throws TlsProblem {
    var key = Pem.key(keyText);
    return Pem.certificates(certificateText).stream()
        .anyMatch(one -> Keys.pair(key, one.getSubjectPublicKeyInfo()));
  }

  private static Certificate certificate(
      String path, X509CertificateHolder one, List<X509CertificateHolder> signers) {
    BasicConstraints constraints = BasicConstraints.fromExtensions(one.getExtensions());
    return new Certificate(
        path,
        subject(one.getSubject().toString()),
        subject(one.getIssuer().toString()),
        one.getSerialNumber().toString(16),
        fingerprint(one),
        names(one),
        constraints != null && constraints.isCA(),
        usages(one),
        one.getNotBefore().toInstant().toEpochMilli(),
        one.getNotAfter().toInstant().toEpochMilli(),
        Keys.kind(one.getSubjectPublicKeyInfo()),
        new DefaultAlgorithmNameFinder().getAlgorithmName(one.getSignatureAlgorithm()),
        trust(one, signers));
  }

  private static String subject(String name) {
    return name.isEmpty() ? "(no name)" : name;
  }

  private static String fingerprint(X509CertificateHolder one) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(one.getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<String> names(X509CertificateHolder one) {
    GeneralNames names =
        GeneralNames.fromExtensions(one.getExtensions(), Extension.subjectAlternativeName);
    List<String> found = new ArrayList<>();
    for (GeneralName name : names == null ? new GeneralName[0] : names.getNames()) {
      if (name.getTagNo() == GeneralName.dNSName) {
        found.add("DNS:" + name.getName());
      } else if (name.getTagNo() == GeneralName.iPAddress) {
        found.add("IP:" + address(ASN1OctetString.getInstance(name.getName()).getOctets()));
      }
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private static String address(byte[] octets) {
    try {
      return AddressText.of(InetAddress.getByAddress(octets));
    } catch (UnknownHostException e) {
      return HexFormat.of().formatHex(octets);
    }
  }

  private static List<String> usages(X509CertificateHolder one) {
    ExtendedKeyUsage extension = ExtendedKeyUsage.fromExtensions(one.getExtensions());
    List<String> found = new ArrayList<>();
    for (KeyPurposeId usage : extension == null ? new KeyPurposeId[0] : extension.getUsages()) {
      found.add(
          usage.equals(KeyPurposeId.id_kp_serverAuth)
              ? "serverAuth"
              : usage.equals(KeyPurposeId.id_kp_clientAuth)
                  ? "clientAuth"
                  : usage.equals(KeyPurposeId.anyExtendedKeyUsage)
                      ? "anyExtendedKeyUsage"
                      : usage.getId().toLowerCase(Locale.ROOT));
    }
    return found;
  }

  private static Trust trust(X509CertificateHolder one, List<X509CertificateHolder> signers) {
    boolean unknown = false;
    for (X509CertificateHolder signer : signers) {
      if (signer.getSubject().equals(one.getIssuer())) {
        Boolean valid = signed(one, signer);
        if (Boolean.TRUE.equals(valid)) {
          return Trust.SIGNED;
        }
        unknown |= valid == null;
      }
    }
    return unknown ? Trust.UNKNOWN : Trust.FOREIGN;
  }

  /** Null if it cannot be computed here. */
  private static @org.jspecify.annotations.Nullable Boolean signed(
      X509CertificateHolder one, X509CertificateHolder signer) {
    try {
      return one.isSignatureValid(
          new JcaContentVerifierProviderBuilder()
              .build(new JcaPEMKeyConverter().getPublicKey(signer.getSubjectPublicKeyInfo())));
    } catch (OperatorCreationException | CertException | IOException e) {
      return null;
    }
  }
}
