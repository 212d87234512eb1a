package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP address the daemon is told to serve: by {@code hosts}, {@code -H} or the socket unit.
 *
 * @param text address and port as written
 * @param port the port's digits
 */
record ConfiguredAddress(String text, String port, boolean loopback, Evidence evidence) {

  static List<ConfiguredAddress> all(HostSnapshot host) {
    Effective hosts = Effective.of(host, "hosts");
    boolean tls = Effective.of(host, "tls").isTrue() || Effective.of(host, "tlsverify").isTrue();
    return all(host, hosts, tls);
  }

  /** The same for the next start. */
  static List<ConfiguredAddress> atNextStart(HostSnapshot host) {
    boolean tls =
        Effective.next(host, "tls").isTrue() || Effective.next(host, "tlsverify").isTrue();
    return all(host, Effective.next(host, "hosts"), tls);
  }

  private static List<ConfiguredAddress> all(HostSnapshot host, Effective hosts, boolean tls) {
    List<ConfiguredAddress> found = new ArrayList<>();
    List<String> listed = hosts.reading().seen().map(ConfigValue::texts).orElse(List.of());
    for (String one : listed) {
      if (isTcp(one)) {
        String spelling = one.startsWith("tcp://") ? one.substring(6) : one;
        ConfiguredAddress parsed = parse(spelling, tls, hosts.evidence());
        // without a name the engine serves localhost, systemd every address
        found.add(spelling.startsWith(":") || spelling.isEmpty() ? parsed.onLoopback() : parsed);
      }
    }
    if (listed.stream().anyMatch(one -> one.startsWith("fd://"))) {
      host.daemon()
          .socketUnit()
          .fold(
              unit -> {
                for (String stream : unit.value().listen()) {
                  if (!stream.startsWith("/") && !stream.startsWith("@")) {
                    Evidence evidence = Evidence.of(unit.origin(), "ListenStream=" + stream);
                    found.add(parse(stream.contains(":") ? stream : ":" + stream, tls, evidence));
                  }
                }
                return unit;
              },
              none -> none,
              unseen -> unseen);
    }
    return found;
  }

  /** True if the list of hosts was seen. */
  static boolean allSeen(HostSnapshot host) {
    return Effective.of(host, "hosts").reading().fold(p -> true, a -> true, u -> false);
  }

  /** The engine takes an address without a scheme for TCP. */
  private static boolean isTcp(String host) {
    return host.startsWith("tcp://")
        || !(host.contains("://") || host.startsWith("/") || host.isEmpty());
  }

  private ConfiguredAddress onLoopback() {
    return new ConfiguredAddress(text, port, true, evidence);
  }

  private static ConfiguredAddress parse(String spelling, boolean tls, Evidence evidence) {
    String address = spelling;
    String port = portOf(address);
    if (port.isEmpty()) {
      port = tls ? "2376" : "2375";
      address = address + ":" + port;
    }
    String name = address.substring(0, address.lastIndexOf(':'));
    boolean loopback = name.startsWith("127.") || name.equals("localhost") || name.equals("[::1]");
    return new ConfiguredAddress(address, port, loopback, evidence);
  }

  /** The digits after the last colon, empty if there are none. */
  static String portOf(String address) {
    int colon = address.lastIndexOf(':');
    String port = colon < 0 ? "" : address.substring(colon + 1);
    int slash = port.indexOf('/');
    port = slash < 0 ? port : port.substring(0, slash);
    return !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9') ? port : "";
  }
}
