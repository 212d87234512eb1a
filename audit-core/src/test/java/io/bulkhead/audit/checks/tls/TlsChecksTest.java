package io.bulkhead.audit.checks.tls;

import static io.bulkhead.audit.snapshot.TlsSample.CA;
import static io.bulkhead.audit.snapshot.TlsSample.EC;
import static io.bulkhead.audit.snapshot.TlsSample.KEY;
import static io.bulkhead.audit.snapshot.TlsSample.SERVER;
import static io.bulkhead.audit.snapshot.TlsSample.authority;
import static io.bulkhead.audit.snapshot.TlsSample.certificate;
import static io.bulkhead.audit.snapshot.TlsSample.signed;
import static io.bulkhead.audit.snapshot.TlsSample.valid;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.Certificate.KeyKind;
import io.bulkhead.audit.snapshot.Certificate.Trust;
import io.bulkhead.audit.snapshot.HostNetwork;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.TlsMaterial;
import io.bulkhead.audit.snapshot.TlsSample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsChecksTest {
  private static final Certificate PLAIN =
      certificate(SERVER, "web-03", List.of("DNS:web-03"), "serverAuth");

  private static SnapshotBuilder host(TlsSample tls) {
    return Samples.host().tls(tls.build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DMN-080", "DMN-081", "DMN-082", "DMN-083", "DMN-084", "DMN-085"})
  void an_engine_without_tls_is_not_judged(String id) {
    Judging.of(id, Samples.host()).isNotApplicable("the engine does not use TLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DMN-080", "DMN-081", "DMN-082", "DMN-083", "DMN-084", "DMN-085"})
  void unreadable_files_are_undetermined(String id) {
    TlsMaterial denied = TlsMaterial.none(Origin.observed(CA), "permission denied");
    Judging.of(id, Samples.host().tls(denied))
        .isUndetermined("could not read " + CA + ": permission denied");
  }

  @ParameterizedTest
  @CsvSource({
    "DMN-080, is valid until 2027-09-19",
    "DMN-081, is a certificate authority",
    "DMN-082, names this host: web-03",
    "DMN-084, one authority lets clients in",
    "DMN-085, no key of the authority or of a client was found beside the certificates"
  })
  void good_material_passes(String id, String says) {
    SnapshotBuilder host = host(new TlsSample().server(valid(PLAIN, -1, 300)));
    Judging judged = Judging.of(id, host);
    if (id.equals("DMN-080")) {
      judged.decidedBy(Outcome.PASS, CA + ": is valid until 2031-10-28", SERVER + ": " + says);
    } else if (id.equals("DMN-081")) {
      judged.decidedBy(
          Outcome.PASS,
          CA + ": " + says,
          SERVER + ": is signed by the engine's authority",
          KEY + ": is the key of the server's certificate");
    } else {
      judged.passes(says);
    }
  }

  @Test
  void what_ends_within_thirty_days_fails_and_names_the_day() {
    Judging.of("DMN-080", host(new TlsSample().server(valid(PLAIN, -300, 14))))
        .decidedBy(Outcome.FAIL, SERVER + ": expires on 2026-12-07, in 14 days");
    Judging.of("DMN-080", host(new TlsSample().server(valid(PLAIN, -300, -2))))
        .decidedBy(Outcome.FAIL, SERVER + ": expired on 2026-11-21");
    Judging.of("DMN-080", host(new TlsSample().server(valid(PLAIN, 2, 300))))
        .decidedBy(Outcome.FAIL, SERVER + ": is not valid before 2026-11-25");
  }

  @Test
  void an_expired_client_kept_here_fails() {
    Certificate ended =
        valid(certificate("/c/cert.pem", "alice", List.of(), "clientAuth"), -400, -3);
    Judging.of("DMN-080", host(new TlsSample().client("alice", false, ended)))
        .decidedBy(Outcome.FAIL, "/c/cert.pem: expired on 2026-11-20");
  }

  @Test
  void a_key_of_another_certificate_fails() {
    Judging.of("DMN-081", host(new TlsSample().otherKey()))
        .decidedBy(
            Outcome.FAIL,
            KEY
                + ": is not the key of the server's certificate: the engine will not start with"
                + " them");
  }

  @Test
  void a_certificate_of_a_replaced_authority_fails_and_one_of_another_is_explained() {
    Certificate broken = signed(PLAIN, EC, "SHA256WITHECDSA", Trust.FOREIGN);
    Judging.of("DMN-081", host(new TlsSample().server(broken)))
        .fails("names the authority in tlscacert as its issuer, but was signed with another key");
    Certificate open = signed(PLAIN, EC, "1.2.3", Trust.UNKNOWN);
    Judging.of("DMN-081", host(new TlsSample().server(open)))
        .isUndetermined("who signed it could not be computed: 1.2.3");
  }

  @Test
  void wrong_usages_fail() {
    Certificate client = certificate(SERVER, "web-03", List.of("DNS:web-03"), "clientAuth");
    Judging.of("DMN-081", host(new TlsSample().server(client)))
        .fails("may not be used by a server, so clients refuse it");
    Certificate server = certificate("/c/cert.pem", "alice", List.of(), "serverAuth");
    Judging.of("DMN-081", host(new TlsSample().client("alice", false, server)))
        .fails("may not be used by a client, so it lets nobody in");
    Certificate any = certificate(SERVER, "web-03", List.of("DNS:web-03"));
    Judging.of("DMN-081", host(new TlsSample().server(any))).passes("is a certificate authority");
  }

  @Test
  void a_certificate_that_may_not_sign_is_no_authority() {
    Judging.of("DMN-081", host(new TlsSample().authorities(certificate(CA, "x", List.of()))))
        .fails("is no certificate authority: what it signed is refused");
  }

  @Test
  void names_are_needed_and_are_compared_with_this_host() {
    Judging.of("DMN-082", host(new TlsSample().server(certificate(SERVER, "web-03", List.of()))))
        .fails("names no host: clients refuse it, and do not look at its CN");
    Judging.of("DMN-082", host(new TlsSample().server(named("DNS:docker.example.net"))))
        .isUndetermined("is for docker.example.net; that these lead to this host was not seen");
    Judging.of("DMN-082", host(new TlsSample().server(named("DNS:*.example.org"))))
        .passes("names this host: web-03.example.org");
    Judging.of("DMN-082", host(new TlsSample().server(named("IP:192.0.2.10"))))
        .passes("names this host: 192.0.2.10");
  }

  private static Certificate named(String... names) {
    return certificate(SERVER, "x", List.of(names), "serverAuth");
  }

  @Test
  void unseen_addresses_never_pass() {
    HostNetwork blind =
        new HostNetwork(
            List.of(),
            Reading.unreadable(Origin.observed("/proc/net"), "hidden"),
            Reading.unreadable(Origin.observed("/proc/net"), "hidden"),
            Reading.unreadable(Origin.observed("/proc/net"), "hidden"));
    Judging.of("DMN-082", host(new TlsSample().server(named("IP:192.0.2.10"))).network(blind))
        .isUndetermined("is for 192.0.2.10; that these lead to this host was not seen");
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, 1024, '', SHA256WITHRSA, 'RSA 1024 is too short, at least 2048 bits are needed'",
    "EC, 256, secp256k1, SHA256WITHECDSA,"
        + " 'EC secp256k1 is a curve that the engine cannot use or is weak'",
    "EC, 256, P-256, SHA1WITHECDSA,"
        + " 'is signed with SHA1WITHECDSA, which can be forged; clients refuse it'",
    "DSA, 2048, '', SHA256WITHRSA, 'has a DSA key, which TLS gave up'"
  })
  void weak_keys_and_signatures_fail(
      String algorithm, int bits, String curve, String signature, String says) {
    Certificate weak = signed(PLAIN, new KeyKind(algorithm, bits, curve), signature, Trust.SIGNED);
    Judging.of("DMN-083", host(new TlsSample().server(weak))).fails(says);
  }

  @Test
  void strong_keys_pass_and_a_roots_own_signature_does_not_count() {
    Certificate root = signed(authority(CA), EC, "SHA1WITHECDSA", Trust.SIGNED);
    Judging.of("DMN-083", host(new TlsSample().authorities(root))).passes("has a key of EC P-256");
    Certificate odd = signed(PLAIN, new KeyKind("1.3.9", 0, ""), "X", Trust.SIGNED);
    Judging.of("DMN-083", host(new TlsSample().server(odd)))
        .isUndetermined("has a key of an unknown kind: 1.3.9");
  }

  @Test
  void the_worlds_authorities_fail() {
    String system = "/etc/ssl/certs/ca-certificates.crt";
    Judging.of("DMN-084", host(new TlsSample().authorities(authority(system))))
        .fails("is where the system keeps authorities that the whole world uses");
    Judging.of(
            "DMN-084",
            host(new TlsSample().authorities(authority(CA), authority(CA), authority(CA))))
        .fails("3 authorities decide who is root on this host");
    Judging.of("DMN-084", host(new TlsSample().authorities(authority(CA), authority(CA))))
        .passes("two authorities let clients in, as while one replaces the other");
  }

  @Test
  void keys_that_should_be_elsewhere_are_for_a_person_to_judge() {
    TlsSample both =
        new TlsSample().authorityKey("/etc/docker/tls/ca/ca-key.pem").client("alice", true);
    Judging.of("DMN-085", host(both))
        .decidedBy(
            Outcome.MANUAL,
            "/etc/docker/tls/ca/ca-key.pem: is the key of the engine's authority",
            "/etc/docker/tls/clients/alice/cert.pem: the key of client alice lies beside its"
                + " certificate");
  }
}
