package io.bulkhead.audit.checks.tls;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.tls.TlsCheck.Part;
import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.TlsMaterial;
import java.util.ArrayList;
import java.util.List;

/** The checks of the engine's TLS material, sorted by id. */
public final class TlsChecks {
  private static final String DOCS = "docs.docker.com: Protect the Docker daemon socket";
  private static final String X509 = "RFC 5280";

  /** More than an old and a new authority: not what a change of authorities needs. */
  private static final int AUTHORITIES = 2;

  private static final List<String> SYSTEM =
      List.of("/etc/ssl/", "/etc/pki/", "/usr/share/ca-certificates/", "/etc/ca-certificates/");

  public static final List<Check> ALL =
      List.of(
          new TlsCheck(
              check("DMN-080", "TLS certificates are valid for 30 more days", Severity.HIGH)
                  .passesWhen(
                      "every certificate of server, authorities and clients is valid now and for"
                          + " 30 more days")
                  .because(
                      "The engine starts with an expired certificate and logs nothing; clients stop"
                          + " working, and people switch TLS off to get going again.")
                  .advise("Run `bulkhead tls renew`, or put new certificates in place by hand.")
                  .mayBreak("API connections that are open while the engine restarts.")
                  .see(DOCS, X509 + " section 4.1.2.5"),
              new Part[] {Part.SERVER, Part.AUTHORITIES, Part.CLIENTS},
              Validity::judge),
          new TlsCheck(
              check("DMN-081", "TLS key, certificates and CA belong together", Severity.HIGH)
                  .passesWhen(
                      "the server's certificate is signed by an authority in tlscacert, may be"
                          + " used by a server and fits its key, and each authority is one")
                  .because(
                      "What does not fit makes clients ignore certificate errors or the engine fail"
                          + " at its next start.")
                  .advise(
                      "Issue the server's certificate again with the CA in tlscacert and EKU"
                          + " serverAuth: `bulkhead tls renew`.")
                  .see(DOCS, X509 + " section 4.2.1"),
              new Part[] {Part.SERVER, Part.AUTHORITIES, Part.KEY},
              Belonging::judge),
          new TlsCheck(
              check("DMN-082", "Server certificate names this host", Severity.MEDIUM)
                  .passesWhen(
                      "the server's certificate names this host or an address of it, not only in"
                          + " its CN")
                  .because(
                      "Clients that cannot match the name are run without verification, and then"
                          + " anybody between them and the engine can pass for it.")
                  .advise(
                      "Issue it again with the names and addresses that clients use: `bulkhead tls"
                          + " renew --name HOST`.")
                  .see(DOCS, "RFC 6125"),
              new Part[] {Part.SERVER},
              ServerNames::judge),
          new TlsCheck(
              check("DMN-083", "TLS keys and signatures are strong", Severity.HIGH)
                  .passesWhen(
                      "every RSA key has at least 2048 bits, no key is DSA, and no certificate is"
                          + " signed with SHA-1 or MD5")
                  .because(
                      "A short key or a SHA-1 signature can be computed, and with it a certificate"
                          + " that the engine obeys as root.")
                  .advise(
                      "Make a new CA and certificates with ECDSA P-256, or RSA of 3072 bits for old"
                          + " clients: `bulkhead tls renew --new-ca`.")
                  .mayBreak("Every client until it has its new certificate.")
                  .see("NIST SP 800-57 part 1", "NIST SP 800-131A"),
              new Part[] {Part.SERVER, Part.AUTHORITIES},
              Strong::judge),
          new TlsCheck(
              check("DMN-084", "Only the engine's own CA lets clients in", Severity.CRITICAL)
                  .passesWhen(
                      "tlscacert holds one authority, or two while one replaces the other, and is"
                          + " not the system's own list")
                  .because(
                      "Every certificate that an authority in tlscacert ever signs is root on this"
                          + " host; the engine knows no users and no revocation.")
                  .advise(
                      "Use an authority made for this engine alone: `bulkhead tls renew --new-ca`.")
                  .mayBreak("Clients with certificates of the other authorities.")
                  .see(DOCS),
              new Part[] {Part.AUTHORITIES},
              TlsChecks::ownAuthority),
          new TlsCheck(
              check("DMN-085", "Keys of CA and clients are not on the host", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "no key of the authority or of a client lies beside the certificates; one"
                          + " that does is shown to a person")
                  .because(
                      "Who reads a backup or image of this host can make certificates for it, and"
                          + " keeps root after the hole is closed.")
                  .advise(
                      "Move the CA's key to another machine or a medium that is kept locked, hand"
                          + " client keys over, and remove them here.")
                  .mayBreak(
                      "`bulkhead tls issue` and `renew` need the CA's key: name its directory"
                          + " with --ca-dir.")
                  .see(DOCS, "NIST SP 800-57 part 1"),
              new Part[] {Part.AUTHORITIES, Part.AUTHORITY_KEYS, Part.CLIENTS},
              TlsChecks::keysAway));

  private TlsChecks() {}

  private static List<Ground> ownAuthority(HostSnapshot host, TlsMaterial tls) {
    List<Certificate> all = TlsCheck.authorities(tls);
    if (all.isEmpty()) {
      return List.of();
    }
    String path = all.get(0).path();
    Evidence evidence =
        Evidence.of(
            Origin.observed(path),
            all.size() == 1 ? all.get(0).subject() : all.size() + " certificates");
    if (SYSTEM.stream().anyMatch(path::startsWith)) {
      return List.of(
          Grounds.fail(
              path, "is where the system keeps authorities that the whole world uses", evidence));
    }
    return List.of(
        all.size() > AUTHORITIES
            ? Grounds.fail(
                path, all.size() + " authorities decide who is root on this host", evidence)
            : Grounds.pass(
                path,
                all.size() == 1
                    ? "one authority lets clients in"
                    : "two authorities let clients in, as while one replaces the other",
                evidence));
  }

  private static List<Ground> keysAway(HostSnapshot host, TlsMaterial tls) {
    List<Ground> grounds = new ArrayList<>();
    List<String> keys = tls.authorityKeys().seen().orElse(List.of());
    for (String path : keys) {
      grounds.add(
          Grounds.manual(
              path,
              "is the key of the engine's authority",
              Evidence.of(Origin.observed(path), "private key of an authority in tlscacert")));
    }
    TlsCheck.clients(tls).stream()
        .filter(TlsMaterial.Client::keyHere)
        .forEach(
            client ->
                grounds.add(
                    Grounds.manual(
                        client.certificate().path(),
                        "the key of client " + client.name() + " lies beside its certificate",
                        TlsCheck.evidence(client.certificate(), "client certificate"))));
    if (grounds.isEmpty() && tls.authorities().seen().isPresent()) {
      grounds.add(
          Grounds.pass(
              "",
              "no key of the authority or of a client was found beside the certificates",
              Evidence.of(tls.authorityKeys().origin(), "no such key")));
    }
    return grounds;
  }
}
