package io.bulkhead.kernel.probes.live;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.probes.EngineFacts;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.EngineFacts.Info;
import io.bulkhead.kernel.probes.EngineFacts.Net;
import io.bulkhead.kernel.probes.EngineFacts.Port;
import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the first look has learned of the engine, in the words of the probes. */
final class SeenEngine {
  private SeenEngine() {}

  static EngineFacts of(SnapshotBuilder draft) {
    Engine engine = draft.engine();
    Optional<List<Box>> boxes =
        engine
            .containers()
            .seen()
            .map(
                all ->
                    all.seen().stream().filter(Container::running).map(SeenEngine::box).toList());
    Optional<List<Net>> networks =
        engine
            .networks()
            .seen()
            .map(all -> all.stream().map(n -> new Net(n.name(), n.driver(), n.options())).toList());
    return new EngineFacts(
        draft.vantage().endpoint(),
        pid(draft),
        engine.version().seen().map(Engine.Version::version).orElse(""),
        engine.info().seen().map(SeenEngine::info).orElse(EngineFacts.none().info()),
        boxes,
        networks);
  }

  private static int pid(SnapshotBuilder draft) {
    boolean podman = draft.engine().version().seen().map(Engine.Version::podman).orElse(false);
    return podman
        ? EngineFacts.NO_DAEMON
        : draft
            .daemon()
            .process()
            .fold(seen -> seen.value().pid(), none -> EngineFacts.NO_DAEMON, unseen -> 0);
  }

  private static Info info(Engine.Info info) {
    return new Info(
        info.name(),
        info.operatingSystem(),
        info.kernelVersion(),
        info.dockerRootDir(),
        info.storageDriver(),
        Optional.of(info.securityOptions()));
  }

  private static Box box(Container container) {
    Container.Security security = container.security();
    List<String> binds =
        container.mounts().stream()
            .filter(mount -> mount.type().equals("bind"))
            .map(mount -> mount.source() + ":" + mount.destination())
            .toList();
    return new Box(
        container.id(),
        container.pid(),
        security.privileged(),
        security.appArmorProfile(),
        security.networkMode(),
        binds,
        security.devices(),
        container.reach().deviceRules(),
        ports(container));
  }

  private static List<Port> ports(Container container) {
    String address =
        container.network().addresses().values().stream()
            .filter(ip -> !ip.isEmpty())
            .findFirst()
            .orElse("");
    List<Port> ports = new ArrayList<>();
    for (Container.Published published : container.network().published()) {
      int host = number(published.hostPort());
      if (host > 0) {
        String ip = published.hostIp().isEmpty() ? "0.0.0.0" : published.hostIp();
        ports.add(new Port(ip, host, address, number(published.containerPort().split("/")[0])));
      }
    }
    return ports;
  }

  private static int number(String text) {
    return (int) (long) Look.decimal(text).or(0L);
  }
}
