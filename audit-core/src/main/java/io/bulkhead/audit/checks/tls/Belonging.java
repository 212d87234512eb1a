package io.bulkhead.audit.checks.tls;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.Certificate.Trust;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.TlsMaterial;
import java.util.ArrayList;
import java.util.List;

/** Whether key, certificates and authorities fit each other and their purpose. */
final class Belonging {
  private Belonging() {}

  static List<Ground> judge(HostSnapshot host, TlsMaterial tls) {
    List<Ground> grounds = new ArrayList<>();
    List<Certificate> authorities = TlsCheck.authorities(tls);
    authorities.forEach(one -> grounds.add(authority(one)));
    tls.server().seen().ifPresent(server -> grounds.add(server(server, authorities)));
    tls.key().seen().ifPresent(key -> grounds.add(key(key)));
    TlsCheck.clients(tls).forEach(client -> grounds.add(client(client.certificate())));
    return grounds;
  }

  private static Ground authority(Certificate one) {
    Evidence evidence =
        TlsCheck.evidence(one, one.authority() ? "CA:TRUE" : "no CA by its basic constraints");
    return one.authority()
        ? Grounds.pass(one.path(), "is a certificate authority", evidence)
        : Grounds.fail(
            one.path(), "is no certificate authority: what it signed is refused", evidence);
  }

  private static Ground server(Certificate server, List<Certificate> authorities) {
    Evidence issuer = TlsCheck.evidence(server, "issued by " + server.issuer());
    Evidence usage = TlsCheck.evidence(server, "usages " + usages(server));
    if (!server.allows("serverAuth")) {
      return Grounds.fail(
          server.path(), "may not be used by a server, so clients refuse it", usage);
    }
    if (server.trust() == Trust.UNKNOWN) {
      return Grounds.undetermined(
          server.path(), "who signed it could not be computed: " + server.signature(), issuer);
    }
    boolean sameName = authorities.stream().anyMatch(a -> a.subject().equals(server.issuer()));
    if (server.trust() == Trust.FOREIGN && sameName) {
      return Grounds.fail(
          server.path(),
          "names the authority in tlscacert as its issuer, but was signed with another key",
          issuer);
    }
    return Grounds.pass(
        server.path(),
        server.trust() == Trust.SIGNED
            ? "is signed by the engine's authority"
            : "is signed by " + server.issuer() + ", whose certificate clients need",
        issuer,
        usage);
  }

  private static Ground key(TlsMaterial.ServerKey key) {
    Evidence evidence = Evidence.of(Origin.observed(key.path()), key.kind());
    return key.matches()
        ? Grounds.pass(key.path(), "is the key of the server's certificate", evidence)
        : Grounds.fail(
            key.path(),
            "is not the key of the server's certificate: the engine will not start with them",
            evidence);
  }

  private static Ground client(Certificate client) {
    Evidence issuer = TlsCheck.evidence(client, "issued by " + client.issuer());
    if (client.trust() == Trust.FOREIGN) {
      return Grounds.fail(
          client.path(), "is not signed by the engine's authority, so it lets nobody in", issuer);
    }
    if (client.trust() == Trust.UNKNOWN) {
      return Grounds.undetermined(
          client.path(), "who signed it could not be computed: " + client.signature(), issuer);
    }
    Evidence usage = TlsCheck.evidence(client, "usages " + usages(client));
    return client.allows("clientAuth")
        ? Grounds.pass(client.path(), "lets its client in", issuer, usage)
        : Grounds.fail(client.path(), "may not be used by a client, so it lets nobody in", usage);
  }

  private static String usages(Certificate one) {
    return one.usages().isEmpty() ? "unlimited" : String.join(" ", one.usages());
  }
}
