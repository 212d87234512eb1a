package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.daemon.options.EngineVersion;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings of the engine that one edit of daemon.json puts right, sorted by check. */
final class SettingRemedies {
  private static final String LOOPBACK = "127.0.0.1:";

  static final List<Remedy> ALL =
      List.of(
          new UsernsRemap(),
          new SeccompDefault(),
          new QuietLog(),
          SetKey.of(
                  "DMN-016",
                  "iptables",
                  ConfigValue.of(true),
                  "A packet filter written by hand: the engine adds its rules to it and lets the"
                      + " kernel forward between its own networks only.")
              .affecting(SettingRemedies::publishing),
          SetKey.of(
                  "DMN-017",
                  "insecure-registries",
                  ConfigValue.of(List.of()),
                  "Pulls and pushes that go to such a registry fail until it has a certificate that"
                      + " this host trusts.")
              .to(SettingRemedies::ownRegistries)
              .affecting(SettingRemedies::fromRegistries),
          DropKey.of(
                  "DMN-020",
                  "cgroup-parent",
                  "Limits of the slice that was named do not hold for containers created from then"
                      + " on.")
              .affecting(NewContainers::note),
          SetKey.of(
                  "DMN-021",
                  "storage-opts",
                  ConfigValue.of(List.of()),
                  "New containers get the driver's own size again.")
              .to(SettingRemedies::withoutBaseSize),
          SetKey.of(
                  "DMN-024",
                  "experimental",
                  ConfigValue.of(false),
                  "Checkpoints and whatever else is not finished in this version.")
              .unless(SettingRemedies::neededForIpv6),
          DropKey.of("DMN-025", "disable-legacy-registry", ""),
          SetKey.of(
                  "DMN-028",
                  "metrics-addr",
                  ConfigValue.of(""),
                  "Collectors on other hosts no longer reach the metrics.")
              .to(SettingRemedies::onLoopback)
              .unless(SettingRemedies::noPort),
          SetKey.of(
              "DMN-029",
              "network-diagnostic-port",
              ConfigValue.of(0),
              "The diagnostic client finds nobody any more."),
          SetKey.of(
                  "DMN-032",
                  "default-ipc-mode",
                  ConfigValue.of("private"),
                  "Containers that join another one's IPC namespace need that one to be created with"
                      + " --ipc shareable.")
              .affecting(NewContainers::note),
          SetKey.of(
                  "DMN-033",
                  "default-cgroupns-mode",
                  ConfigValue.of("private"),
                  "cAdvisor, kind and engines inside containers need --cgroupns host.")
              .affecting(NewContainers::note),
          DropKey.of("DMN-037", "api-cors-header", "Dashboards that run in a browser."),
          new BuilderEntitlements());

  private SettingRemedies() {}

  private static Optional<ConfigValue> next(HostSnapshot host, String key) {
    return host.daemon().setting(key).nextStart().seen();
  }

  private static List<String> publishing(HostSnapshot host) {
    List<String> names =
        containers(host)
            .filter(c -> c.running() && !c.network().published().isEmpty())
            .map(Container::name)
            .toList();
    return names.isEmpty()
        ? List.of()
        : List.of("become reachable at their published ports: " + String.join(", ", names));
  }

  private static Stream<Container> containers(HostSnapshot host) {
    return host.engine().containers().seen().stream()
        .map(Engine.Containers::seen)
        .flatMap(List::stream);
  }

  private static List<String> registries(HostSnapshot host) {
    return next(host, "insecure-registries")
        .filter(v -> v instanceof ConfigValue.Items)
        .map(ConfigValue::texts)
        .orElse(List.of());
  }

  private static boolean own(String registry) {
    return registry.matches("127\\..*|localhost(:\\d+)?|::1/128|\\[::1](:\\d+)?");
  }

  /** Registries on this host itself stay. */
  private static ConfigValue ownRegistries(HostSnapshot host) {
    return ConfigValue.of(registries(host).stream().filter(SettingRemedies::own).toList());
  }

  private static List<String> fromRegistries(HostSnapshot host) {
    List<String> hosts =
        registries(host).stream()
            .filter(r -> !own(r))
            .map(r -> r.replaceFirst("^https?://", ""))
            .toList();
    List<String> names =
        containers(host)
            .filter(c -> hosts.stream().anyMatch(h -> c.image().startsWith(h + "/")))
            .map(Container::name)
            .toList();
    return names.isEmpty()
        ? List.of()
        : List.of("come from such a registry: " + String.join(", ", names));
  }

  private static ConfigValue withoutBaseSize(HostSnapshot host) {
    List<String> kept =
        next(host, "storage-opts").map(ConfigValue::texts).orElse(List.of()).stream()
            .filter(option -> !option.startsWith("dm.basesize="))
            .toList();
    return ConfigValue.of(kept);
  }

  /** Before 27.0 the engine does not start with ip6tables and without experimental. */
  private static Optional<Proposal.Manual> neededForIpv6(HostSnapshot host) {
    boolean old =
        EngineVersion.of(host.daemon().version()).map(v -> !v.atLeast(27, 0)).orElse(false);
    boolean filters = next(host, "ip6tables").map(ConfigValue::isTrue).orElse(false);
    return old && filters
        ? Optional.of(
            new Proposal.Manual(
                "this version filters IPv6 (ip6tables) only with experimental on, and does not start"
                    + " without it",
                List.of(
                    "leave it on while this engine is older than 27.0, or give up IPv6 on its"
                        + " networks first")))
        : Optional.empty();
  }

  private static String port(HostSnapshot host) {
    String address = next(host, "metrics-addr").map(ConfigValue::text).orElse("");
    String port = address.substring(address.lastIndexOf(':') + 1);
    return address.contains(":") && port.matches("\\d{1,5}") ? port : "";
  }

  private static ConfigValue onLoopback(HostSnapshot host) {
    return ConfigValue.of(LOOPBACK + port(host));
  }

  private static Optional<Proposal.Manual> noPort(HostSnapshot host) {
    return port(host).isEmpty()
        ? Optional.of(
            new Proposal.Manual(
                "the address of the next start names no port",
                List.of(
                    "set \"metrics-addr\": \"127.0.0.1:9323\" in " + DaemonFile.path(host),
                    RestartAdvice.command(host.daemon().control()))))
        : Optional.empty();
  }
}
