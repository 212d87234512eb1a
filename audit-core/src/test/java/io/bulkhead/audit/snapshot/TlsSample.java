package io.bulkhead.audit.snapshot;

import io.bulkhead.audit.snapshot.Certificate.KeyKind;
import io.bulkhead.audit.snapshot.Certificate.Trust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** TLS material for a test: one authority, a server certificate of web-03, no clients. */
public final class TlsSample {
  public static final String CA = "/etc/docker/tls/ca.pem";
  public static final String SERVER = "/etc/docker/tls/server-cert.pem";
  public static final String KEY = "/etc/docker/tls/server-key.pem";
  public static final KeyKind EC = new KeyKind("EC", 256, "P-256");

  private final List<Certificate> authorities = new ArrayList<>();
  private final List<TlsMaterial.Client> clients = new ArrayList<>();
  private final List<String> authorityKeys = new ArrayList<>();
  private Certificate server = certificate(SERVER, "web-03", List.of("DNS:web-03"), "serverAuth");
  private boolean matches = true;

  public TlsSample() {
    authorities.add(authority(CA));
  }

  public static Certificate authority(String path) {
    return new Certificate(
        path,
        "CN=CA",
        "CN=CA",
        "1",
        "00",
        List.of(),
        true,
        List.of(),
        days(-10),
        days(1800),
        EC,
        "SHA256WITHECDSA",
        Trust.SIGNED);
  }

  public static Certificate certificate(
      String path, String name, List<String> names, String... usages) {
    return new Certificate(
        path,
        "CN=" + name,
        "CN=CA",
        "2",
        "01",
        names,
        false,
        List.of(usages),
        days(-10),
        days(300),
        EC,
        "SHA256WITHECDSA",
        Trust.SIGNED);
  }

  /** Milliseconds of a day as seen from the moment of the samples. */
  public static long days(int from) {
    return Instant.parse(Samples.TAKEN_AT).plusSeconds(86_400L * from).toEpochMilli();
  }

  /** The same certificate with another validity. */
  public static Certificate valid(Certificate c, int fromDay, int untilDay) {
    return new Certificate(
        c.path(),
        c.subject(),
        c.issuer(),
        c.serial(),
        c.fingerprint(),
        c.names(),
        c.authority(),
        c.usages(),
        days(fromDay),
        days(untilDay),
        c.key(),
        c.signature(),
        c.trust());
  }

  /** The same certificate with another key, signature and signer. */
  public static Certificate signed(Certificate c, KeyKind key, String signature, Trust trust) {
    return new Certificate(
        c.path(),
        c.subject(),
        c.issuer(),
        c.serial(),
        c.fingerprint(),
        c.names(),
        c.authority(),
        c.usages(),
        c.notBeforeEpochMillis(),
        c.notAfterEpochMillis(),
        key,
        signature,
        trust);
  }

  public TlsSample server(Certificate certificate) {
    server = certificate;
    return this;
  }

  public TlsSample authorities(Certificate... all) {
    authorities.clear();
    authorities.addAll(List.of(all));
    return this;
  }

  public TlsSample otherKey() {
    matches = false;
    return this;
  }

  public TlsSample authorityKey(String path) {
    authorityKeys.add(path);
    return this;
  }

  public TlsSample client(String name, boolean keyHere) {
    return client(
        name,
        keyHere,
        certificate(
            "/etc/docker/tls/clients/" + name + "/cert.pem", name, List.of(), "clientAuth"));
  }

  public TlsSample client(String name, boolean keyHere, Certificate certificate) {
    clients.add(new TlsMaterial.Client(name, certificate, keyHere));
    return this;
  }

  public TlsMaterial build() {
    return new TlsMaterial(
        Samples.seen(List.copyOf(authorities), CA),
        Samples.seen(server, SERVER),
        Samples.seen(new TlsMaterial.ServerKey(KEY, EC, matches), KEY),
        Samples.seen(List.copyOf(authorityKeys), "files in /etc/docker/tls"),
        Samples.seen(List.copyOf(clients), "/etc/docker/tls/clients"));
  }
}
