package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Paths of unix sockets through which containers can be started. */
public final class EngineSockets {
  private static final String UNIX = "unix://";

  /** Sockets of other engines and parts that give the same power. */
  private static final List<String> SAME_POWER =
      List.of(
          WellKnownPaths.CONTAINERD_SOCKET,
          "/run/docker/containerd/containerd.sock",
          "/run/podman/podman.sock",
          "/run/crio/crio.sock",
          "/run/buildkit/buildkitd.sock");

  private EngineSockets() {}

  /**
   * The engine's own sockets: the endpoint that is audited, those it is configured with, systemd's,
   * and the usual one. /var/run and /run count as the same; each socket stands here once.
   */
  public static List<String> ofEngine(HostSnapshot host) {
    Set<String> found = new LinkedHashSet<>();
    addUnix(found, host.vantage().endpoint());
    host.daemon()
        .setting("hosts")
        .running()
        .seen()
        .map(ConfigValue::texts)
        .ifPresent(all -> all.forEach(one -> addUnix(found, one)));
    host.daemon()
        .socketUnit()
        .seen()
        .ifPresent(
            unit -> unit.listen().stream().filter(p -> p.startsWith("/")).forEach(found::add));
    found.add(WellKnownPaths.ENGINE_SOCKET);
    Set<String> plain = new LinkedHashSet<>();
    return found.stream().filter(path -> plain.add(PathText.plain(path))).toList();
  }

  /**
   * Every socket whose possession equals root on the host: as it is named, and where it really is.
   * Only where that was not seen, /var/run may be a directory of its own.
   */
  public static List<String> equalToRoot(HostSnapshot host) {
    Set<String> all = new LinkedHashSet<>();
    for (String path : ofEngine(host)) {
      all.add(PathText.plain(path));
      host.file(path)
          .fold(seen -> all.add(seen.value().realPath()), none -> false, unseen -> all.add(path));
    }
    addOthers(all, host);
    all.addAll(SAME_POWER);
    return List.copyOf(all);
  }

  /** The containerd that the engine is told to use, and engines beside it that root runs. */
  private static void addOthers(Set<String> found, HostSnapshot host) {
    String containerd = Effective.of(host, "containerd").text();
    if (containerd.startsWith("/")) {
      found.add(containerd);
    }
    for (EngineProcess one : host.software().engines().seen().orElse(List.of())) {
      String address = one.option("-H", "--host", "-a", "--address", "--addr");
      if (one.uid() == 0 && one.container().isEmpty()) {
        addUnix(found, address.startsWith("/") ? UNIX + address : address);
      }
    }
  }

  private static void addUnix(Set<String> found, String address) {
    if (address.startsWith(UNIX + "/")) {
      found.add(address.substring(UNIX.length()));
    }
  }
}
