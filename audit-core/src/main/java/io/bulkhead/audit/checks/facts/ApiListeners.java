package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The TCP addresses at which the Engine API is offered.
 *
 * <p>The daemon also listens for swarm, metrics and diagnostics, and it holds the ports it has
 * published for containers; none of these is the API.
 *
 * @param api addresses that are the API
 * @param unexplained addresses of the daemon that no setting explains
 * @param unseen the daemon's sockets could not be read
 */
public record ApiListeners(
    List<Address> api, List<Address> unexplained, List<Reading.Unreadable<?>> unseen) {
  public ApiListeners {
    api = List.copyOf(api);
    unexplained = List.copyOf(unexplained);
    unseen = List.copyOf(unseen);
  }

  /** One address: as {@code host:port}, whether only this host reaches it, and how it is known. */
  public record Address(String text, boolean loopback, Evidence evidence) {}

  public static ApiListeners of(HostSnapshot host) {
    List<ConfiguredAddress> configured = ConfiguredAddress.all(host);
    Set<String> others = otherPorts(host);
    List<Address> api = new ArrayList<>();
    List<Address> unexplained = new ArrayList<>();
    List<Reading.Unreadable<?>> unseen = new ArrayList<>();
    Set<String> listening = new LinkedHashSet<>();
    Reading<List<Listener>> sockets =
        Presence.notRunning(host)
            ? Reading.absent(host.daemonListeners().origin())
            : host.daemonListeners();
    sockets.fold(
        seen -> {
          for (Listener listener : tcp(seen.value())) {
            String port = String.valueOf(listener.port());
            listening.add(port);
            Address address = address(listener, Evidence.of(seen.origin(), text(listener)));
            if (configured.stream().anyMatch(c -> c.port().equals(port))) {
              api.add(address);
            } else if (!others.contains(port)) {
              unexplained.add(address);
            }
          }
          return seen;
        },
        none -> none,
        hidden -> {
          unseen.add(hidden);
          return hidden;
        });
    configured.stream()
        .filter(c -> !listening.contains(c.port()))
        .forEach(c -> api.add(new Address(c.text(), c.loopback(), c.evidence())));
    if (!ConfiguredAddress.allSeen(host)) {
      Effective.of(host, "hosts")
          .reading()
          .fold(p -> false, a -> false, hidden -> unseen.add(hidden));
    }
    return new ApiListeners(api, unexplained, unseen);
  }

  /** Where the next start will offer it, if an engine runs that could end. */
  public static List<Address> atNextStart(HostSnapshot host) {
    return Presence.notRunning(host)
        ? List.of()
        : ConfiguredAddress.atNextStart(host).stream()
            .map(c -> new Address(c.text(), c.loopback(), c.evidence()))
            .toList();
  }

  private static List<Listener> tcp(List<Listener> all) {
    return all.stream().filter(l -> l.protocol().startsWith("tcp")).toList();
  }

  private static Address address(Listener listener, Evidence evidence) {
    return new Address(text(listener), listener.loopback(), evidence);
  }

  private static String text(Listener listener) {
    String address = listener.address();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + listener.port();
  }

  private static Set<String> otherPorts(HostSnapshot host) {
    Set<String> ports = new LinkedHashSet<>();
    boolean swarm =
        host.engine()
            .info()
            .seen()
            .filter(info -> !info.swarmState().isEmpty() && !info.swarmState().equals("inactive"))
            .isPresent();
    if (swarm) {
      ports.addAll(List.of("2377", "7946"));
    }
    ports.add(ConfiguredAddress.portOf(Effective.of(host, "metrics-addr").text()));
    ports.add(Effective.of(host, "network-diagnostic-port").text());
    host.engine()
        .containers()
        .seen()
        .map(Engine.Containers::seen)
        .ifPresent(
            all ->
                all.stream()
                    .flatMap(c -> c.network().published().stream())
                    .map(Container.Published::hostPort)
                    .forEach(ports::add));
    return ports;
  }
}
