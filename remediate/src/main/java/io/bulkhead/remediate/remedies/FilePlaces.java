package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which paths the file remedies look at. */
final class FilePlaces {
  private FilePlaces() {}

  static List<String> daemonJson(HostSnapshot host) {
    return List.of(DaemonFile.path(host));
  }

  static List<String> etcDocker(HostSnapshot host) {
    String file = DaemonFile.path(host);
    String parent = file.substring(0, Math.max(1, file.lastIndexOf('/')));
    return List.of(WellKnownPaths.ETC_DOCKER, parent);
  }

  static List<String> unit(HostSnapshot host) {
    List<String> paths = new ArrayList<>();
    host.daemon()
        .unit()
        .seen()
        .ifPresent(
            unit -> {
              paths.add(unit.fragment());
              paths.addAll(unit.dropIns());
            });
    return paths;
  }

  static List<String> socketUnit(HostSnapshot host) {
    List<String> paths = new ArrayList<>();
    host.daemon()
        .socketUnit()
        .seen()
        .ifPresent(
            unit -> {
              paths.add(unit.fragment());
              paths.addAll(unit.dropIns());
            });
    return paths;
  }

  static List<String> tlsKeys(HostSnapshot host) {
    return settings(host.daemon(), "tlskey");
  }

  static List<String> tlsCertificates(HostSnapshot host) {
    return settings(host.daemon(), "tlscert", "tlscacert");
  }

  /** The engine's own certificate and key. */
  static List<String> serverCertificates(HostSnapshot host) {
    return settings(host.daemon(), "tlscert", "tlskey");
  }

  static List<String> tlsAll(HostSnapshot host) {
    return settings(host.daemon(), "tlskey", "tlscert", "tlscacert");
  }

  static List<String> clientConfigs(HostSnapshot host) {
    return host.clients().stream().flatMap(c -> c.seen().stream()).map(ClientConfig::path).toList();
  }

  /** The engine's unix socket as the endpoint names it. */
  static List<String> engineSocket(HostSnapshot host) {
    String endpoint = host.vantage().endpoint();
    return List.of(
        endpoint.startsWith("unix://")
            ? endpoint.substring("unix://".length())
            : WellKnownPaths.ENGINE_SOCKET);
  }

  static List<String> containerdSocket(HostSnapshot host) {
    return List.of(WellKnownPaths.CONTAINERD_SOCKET);
  }

  /**
   * The files that failing grounds name, once each; where they name none, those at the usual
   * places.
   */
  static List<FileStat> seen(HostSnapshot host, Verdict failed, List<String> places) {
    List<String> named =
        failed.with(Outcome.FAIL).stream()
            .map(Ground::subject)
            .filter(subject -> subject.startsWith("/"))
            .toList();
    Map<String, FileStat> byRealPath = new LinkedHashMap<>();
    for (String path : named.isEmpty() ? places : named) {
      host.file(path).seen().ifPresent(stat -> byRealPath.putIfAbsent(stat.realPath(), stat));
    }
    return List.copyOf(byRealPath.values());
  }

  private static List<String> settings(Daemon daemon, String... keys) {
    List<String> paths = new ArrayList<>();
    for (String key : keys) {
      Daemon.Setting setting = daemon.setting(key);
      setting.running().seen().map(ConfigValue::text).ifPresent(paths::add);
      setting.nextStart().seen().map(ConfigValue::text).ifPresent(paths::add);
    }
    return paths.stream().filter(p -> p.startsWith("/")).distinct().toList();
  }
}
