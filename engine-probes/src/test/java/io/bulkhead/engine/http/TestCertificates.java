package io.bulkhead.engine.http;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/** An authority with certificates for an engine on localhost and for a client. */
final class TestCertificates {
  record Identity(X509Certificate certificate, KeyPair keys) {}

  final Identity authority;
  final Identity engine;
  final Identity client;

  TestCertificates(String algorithm) throws Exception {
    authority = issue("authority", algorithm, null);
    engine = issue("localhost", algorithm, authority);
    client = issue("client", algorithm, authority);
  }

  @SuppressWarnings("JavaUtilDate") // what the builder takes
  private static Identity issue(String name, String algorithm, @Nullable Identity issuer)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    KeyPair keys = generator.generateKeyPair();
    X500Name subject = new X500Name("CN=" + name);
    X500Name signer =
        issuer == null
            ? subject
            : new X500Name(issuer.certificate().getSubjectX500Principal().getName());
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            signer,
            BigInteger.valueOf(System.nanoTime()),
            new Date(System.currentTimeMillis() - 86_400_000L),
            new Date(System.currentTimeMillis() + 86_400_000L),
            subject,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer == null));
    if (issuer != null) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    }
    PrivateKey signing = issuer == null ? keys.getPrivate() : issuer.keys().getPrivate();
    String scheme = algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new Identity(
        new JcaX509CertificateConverter()
            .getCertificate(builder.build(new JcaContentSignerBuilder(scheme).build(signing))),
        keys);
  }

  /** Writes a certificate, or an RSA key as PKCS #1. */
  static Path pem(Path file, Object certificateOrKey) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(certificateOrKey);
    }
    return Files.writeString(file, text.toString());
  }

  /** Writes a key as openssl did for long: PKCS #1, or SEC 1 after the curve's parameters. */
  static Path traditional(Path file, PrivateKey key) throws IOException {
    if (key.getAlgorithm().equals("RSA")) {
      return pem(file, key);
    }
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    ASN1Encodable curve = info.getPrivateKeyAlgorithm().getParameters();
    BigInteger secret = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject("EC PARAMETERS", curve.toASN1Primitive().getEncoded()));
      writer.writeObject(
          new PemObject("EC PRIVATE KEY", new ECPrivateKey(256, secret, curve).getEncoded()));
    }
    return Files.writeString(file, text.toString());
  }

  /** Writes a key as PKCS #8. */
  static Path pkcs8(Path file, PrivateKey key) throws IOException {
    return Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }
}
