package io.bulkhead.audit.checks.tls;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.HostNetwork;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.TlsMaterial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the server's certificate names this host, as every client demands. */
final class ServerNames {
  private ServerNames() {}

  static List<Ground> judge(HostSnapshot host, TlsMaterial tls) {
    return tls.server().seen().stream().map(server -> judge(host, server)).toList();
  }

  private static Ground judge(HostSnapshot host, Certificate server) {
    Evidence evidence =
        TlsCheck.evidence(
            server,
            server.names().isEmpty() ? "no subject alternative name" : names(server.names()));
    if (server.names().isEmpty()) {
      return Grounds.fail(
          server.path(), "names no host: clients refuse it, and do not look at its CN", evidence);
    }
    List<String> own = own(host);
    List<String> meant =
        own.stream()
            .filter(name -> server.names().stream().anyMatch(s -> covers(s, name)))
            .toList();
    return meant.isEmpty()
        ? Grounds.undetermined(
            server.path(),
            "is for " + names(server.names()) + "; that these lead to this host was not seen",
            evidence)
        : Grounds.pass(server.path(), "names this host: " + String.join(", ", meant), evidence);
  }

  private static String names(List<String> names) {
    return String.join(", ", names.stream().map(n -> n.substring(n.indexOf(':') + 1)).toList());
  }

  /** Names and addresses of this host, not counting localhost. */
  private static List<String> own(HostSnapshot host) {
    List<String> own = new ArrayList<>(host.network().names());
    if (own.isEmpty() && !host.vantage().hostName().isEmpty()) {
      own.add(host.vantage().hostName());
    }
    host.network().addresses().seen().orElse(List.of()).stream()
        .map(HostNetwork.Address::text)
        .forEach(own::add);
    return own;
  }

  /** A star stands for one label (RFC 6125). */
  private static boolean covers(String alternative, String name) {
    String written = alternative.substring(alternative.indexOf(':') + 1);
    if (written.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
      return true;
    }
    int dot = name.indexOf('.');
    return alternative.startsWith("DNS:*.")
        && dot > 0
        && written.substring(1).equalsIgnoreCase(name.substring(dot));
  }
}
