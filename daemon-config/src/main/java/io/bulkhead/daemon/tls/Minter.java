package io.bulkhead.daemon.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys and certificates. Keys come and go as PEM texts, certificates too. */
public final class Minter {
  /** A client's clock may be this much behind. */
  private static final Duration SKEW = Duration.ofHours(1);

  private static final int SERIAL_BITS = 159;

  private final Clock clock;
  private final SecureRandom random;

  public Minter(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * What a certificate shall say.
   *
   * @param name common name of its subject
   * @param names host names and addresses for a server; none for others
   * @param days validity
   */
  public record Request(Purpose purpose, String name, List<String> names, int days) {
    public Request {
      names = List.copyOf(names);
    }
  }

  /**
   * Who signs.
   *
   * @param certificate its certificate, PEM; the first one counts
   * @param key its private key, PEM
   */
  public record Issuer(byte[] certificate, byte[] key) {}

  /** A new private key, PKCS #8 and not encrypted, as the engine needs it. */
  public byte[] key(KeyAlgorithm algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.jca());
      if (algorithm == KeyAlgorithm.EC) {
        generator.initialize(new ECGenParameterSpec(KeyAlgorithm.CURVE), random);
      } else {
        generator.initialize(KeyAlgorithm.RSA_BITS, random);
      }
      return Pem.write("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java makes " + algorithm + " keys", e);
    }
  }

  /**
   * An authority that vouches for itself.
   *
   * @param key its private key, PEM
   */
  public byte[] authority(Request request, byte[] key) throws TlsProblem {
    PrivateKeyInfo own = Pem.key(key);
    return sign(request, PublicKeys.of(own), name(request), own);
  }

  /**
   * A certificate of a server or client.
   *
   * @param key its private key, PEM
   * @throws TlsProblem if the issuer's key does not belong to its certificate, or may not sign
   */
  public byte[] leaf(Request request, byte[] key, Issuer issuer) throws TlsProblem {
    X509CertificateHolder authority = Pem.certificates(issuer.certificate()).get(0);
    PrivateKeyInfo signer = Pem.key(issuer.key());
    if (!Keys.pair(signer, authority.getSubjectPublicKeyInfo())) {
      throw new TlsProblem("the key is not that of the authority " + authority.getSubject());
    }
    BasicConstraints constraints = BasicConstraints.fromExtensions(authority.getExtensions());
    if (constraints == null || !constraints.isCA()) {
      throw new TlsProblem(authority.getSubject() + " is no certificate authority");
    }
    Instant end = clock.instant().plus(Duration.ofDays(request.days()));
    if (authority.getNotAfter().toInstant().isBefore(clock.instant())) {
      throw new TlsProblem("the authority " + authority.getSubject() + " expired; make a new one");
    }
    boolean shorter = authority.getNotAfter().toInstant().isBefore(end);
    Request limited =
        shorter
            ? new Request(
                request.purpose(),
                request.name(),
                request.names(),
                (int)
                    Duration.between(clock.instant(), authority.getNotAfter().toInstant()).toDays())
            : request;
    return sign(limited, PublicKeys.of(Pem.key(key)), authority.getSubject(), signer);
  }

  private byte[] sign(
      Request request, SubjectPublicKeyInfo subject, X500Name issuer, PrivateKeyInfo signer)
      throws TlsProblem {
    Instant now = clock.instant();
    X509v3CertificateBuilder certificate =
        new X509v3CertificateBuilder(
            issuer,
            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
            Date.from(now.minus(SKEW)),
            Date.from(now.plus(Duration.ofDays(request.days()))),
            name(request),
            subject);
    try {
      extend(certificate, request, subject, signer);
      byte[] der =
          certificate
              .build(new JcaContentSignerBuilder(signature(signer)).build(Pem.usable(signer)))
              .getEncoded();
      return Pem.write("CERTIFICATE", der);
    } catch (OperatorCreationException e) {
      throw new TlsProblem("the authority's key cannot sign: it is of a kind that is not known");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String signature(PrivateKeyInfo signer) throws TlsProblem {
    return switch (Keys.kind(signer).algorithm()) {
      case "RSA" -> KeyAlgorithm.RSA.signature();
      case "EC" -> KeyAlgorithm.EC.signature();
      case "Ed25519" -> "Ed25519";
      default -> throw new TlsProblem("the authority's key is of a kind that cannot sign here");
    };
  }

  private static void extend(
      X509v3CertificateBuilder to,
      Request request,
      SubjectPublicKeyInfo subject,
      PrivateKeyInfo signer)
      throws IOException, TlsProblem {
    boolean authority = request.purpose() == Purpose.AUTHORITY;
    X509ExtensionUtils utils = utils();
    to.addExtension(
        Extension.basicConstraints,
        true,
        authority ? new BasicConstraints(0) : new BasicConstraints(false));
    boolean rsa = Keys.kind(subject).algorithm().equals("RSA");
    int use =
        authority
            ? KeyUsage.keyCertSign | KeyUsage.cRLSign
            : KeyUsage.digitalSignature | (rsa ? KeyUsage.keyEncipherment : 0);
    to.addExtension(Extension.keyUsage, true, new KeyUsage(use));
    if (!authority) {
      to.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              request.purpose() == Purpose.SERVER
                  ? KeyPurposeId.id_kp_serverAuth
                  : KeyPurposeId.id_kp_clientAuth));
    }
    if (!request.names().isEmpty()) {
      to.addExtension(Extension.subjectAlternativeName, false, names(request.names()));
    }
    to.addExtension(
        Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(subject));
    to.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        utils.createAuthorityKeyIdentifier(PublicKeys.of(signer)));
  }

  private static X509ExtensionUtils utils() {
    try {
      return new JcaX509ExtensionUtils();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1 for key identifiers", e);
    }
  }

  private static GeneralNames names(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    AddressText.parse(name)
                        .map(
                            address ->
                                new GeneralName(
                                    GeneralName.iPAddress,
                                    new DEROctetString(address.getAddress())))
                        .orElseGet(() -> new GeneralName(GeneralName.dNSName, name)))
            .toArray(GeneralName[]::new));
  }

  private static X500Name name(Request request) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, request.name()).build();
  }
}
