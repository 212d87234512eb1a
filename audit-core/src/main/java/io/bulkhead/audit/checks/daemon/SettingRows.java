package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks that put one question to one setting of the daemon, sorted by id. */
final class SettingRows {
  private static final Set<String> OWN_PARENTS =
      Set.of("", "/docker", "system.slice", "user.slice");

  /** Every spelling of no address in particular. */
  private static final Pattern UNSPECIFIED =
      Pattern.compile("[0.]+|[0:]+(ffff:)?[0.]*", Pattern.CASE_INSENSITIVE);

  private static final String RESTART = " and restart the engine.";

  static final List<Check> ALL =
      List.of(
          new SettingCheck(
              check("DMN-016", "Engine manages the packet filter", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen("iptables is true, now and at the next start")
                  .because(
                      "Without its rules the engine separates no networks, and what is reachable"
                          + " depends on rules that nobody keeps in step with the containers.")
                  .advise("Remove \"iptables\": false from /etc/docker/daemon.json" + RESTART)
                  .mayBreak(
                      "A packet filter written by hand: the engine adds rules of its own, and"
                          + " published ports may become reachable.")
                  .see("docs.docker.com: Packet filtering and firewalls", "CIS 2.4"),
              "iptables",
              true),
          new ValueCheck(
              check("DMN-017", "Registries are used with verified TLS only", Severity.HIGH)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "insecure-registries names nothing but this host and what the policy allows")
                  .because(
                      "Whoever sits between host and registry can put any program into the images"
                          + " that are pulled.")
                  .advise(
                      "Set \"insecure-registries\": [] in /etc/docker/daemon.json (an empty list: a"
                          + " reload keeps the value of a key that was removed) and reload the"
                          + " engine.")
                  .mayBreak("Pulls from registries without TLS or with a certificate of their own.")
                  .see("docs.docker.com: Deploy a registry server", "CIS 2.5"),
              "insecure-registries",
              SettingRows::insecure),
          new ValueCheck(
              check("DMN-020", "Cgroup parent of containers is the engine's own", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "cgroup-parent is not set, the engine's own, or one that the policy allows")
                  .because(
                      "In a foreign cgroup containers share limits with other programs or escape"
                          + " the limits that were meant for them.")
                  .advise("Remove \"cgroup-parent\" from /etc/docker/daemon.json" + RESTART)
                  .mayBreak("Limits of the slice that was named no longer hold for new containers.")
                  .see("cgroups(7)", "docs.docker.com: dockerd", "CIS 2.10 (1.8.0: 2.11)"),
              "cgroup-parent",
              SettingRows::foreignParent),
          new SettingCheck(
              check("DMN-024", "Experimental features are off", Severity.LOW)
                  .in(Profile.LEVEL_1)
                  .passesWhen("experimental is false, now and at the next start")
                  .because("Features that are not finished are not looked after like the others.")
                  .advise("Remove \"experimental\": true from /etc/docker/daemon.json" + RESTART)
                  .mayBreak("Checkpoints and other features that are not finished.")
                  .see("docs.docker.com: dockerd", "CIS 2.18 (1.8.0: 2.19)"),
              "experimental",
              false),
          new ValueCheck(
              check("DMN-028", "Metrics are not offered to the network", Severity.LOW)
                  .in(Profile.LEVEL_1)
                  .passesWhen("metrics-addr is not set or an address of this host alone")
                  .because(
                      "The metrics have neither TLS nor passwords and tell what runs here and how"
                          + " it is doing.")
                  .advise(
                      "Set \"metrics-addr\": \"127.0.0.1:9323\" in /etc/docker/daemon.json"
                          + RESTART)
                  .mayBreak("A collector on another host; let it ask through an agent here.")
                  .see("docs.docker.com: Collect Docker metrics with Prometheus"),
              "metrics-addr",
              (value, policy) ->
                  value.text().isEmpty() || loopback(value.text())
                      ? Optional.empty()
                      : Optional.of("an address of this host alone")),
          new ValueCheck(
              check("DMN-029", "Network diagnostics are off", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen("network-diagnostic-port is 0")
                  .because(
                      "The diagnostic server lets everybody who reaches it read and change"
                          + " the state of overlay networks.")
                  .advise(
                      "Set \"network-diagnostic-port\": 0 in /etc/docker/daemon.json and reload the"
                          + " engine.")
                  .see("docs.docker.com: Swarm network diagnostics"),
              "network-diagnostic-port",
              (value, policy) ->
                  value.text().matches("0*") || value instanceof ConfigValue.Null
                      ? Optional.empty()
                      : Optional.of("0")),
          new ValueCheck(
              check("DMN-030", "Registry mirrors are asked over TLS", Severity.HIGH)
                  .in(Profile.LEVEL_1)
                  .passesWhen("every entry of registry-mirrors begins with https://")
                  .because(
                      "Whoever sits between host and mirror can exchange the images that are"
                          + " pulled by tag.")
                  .advise(
                      "Write https:// in \"registry-mirrors\" in /etc/docker/daemon.json and reload"
                          + " the engine; the mirror needs a certificate the host trusts.")
                  .mayBreak("Pulls, until the mirror speaks TLS.")
                  .see("docs.docker.com: Mirror the Docker Hub library"),
              "registry-mirrors",
              (value, policy) ->
                  value instanceof ConfigValue.Items items
                          && items.texts().stream().anyMatch(m -> !m.startsWith("https://"))
                      ? Optional.of("https:// for each")
                      : Optional.empty()),
          new ValueCheck(
              check("DMN-032", "Containers have an IPC namespace of their own", Severity.LOW)
                  .in(Profile.LEVEL_1)
                  .passesWhen("default-ipc-mode is private")
                  .because("Containers that share an IPC namespace read each other's memory.")
                  .advise(
                      "Set \"default-ipc-mode\": \"private\" in /etc/docker/daemon.json and reload"
                          + " the engine.")
                  .mayBreak("Containers that join the IPC namespace of one created from then on.")
                  .see("ipc_namespaces(7)", "docs.docker.com: dockerd"),
              "default-ipc-mode",
              (value, policy) -> mustBe(value, "private")),
          new ValueCheck(
              check("DMN-033", "Containers have a cgroup namespace of their own", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("default-cgroupns-mode is private")
                  .because(
                      "In the host's cgroup namespace a container sees the paths of all others.")
                  .advise(
                      "Set \"default-cgroupns-mode\": \"private\" in /etc/docker/daemon.json and"
                          + " reload the engine.")
                  .mayBreak("cAdvisor, kind and engines inside containers created from then on.")
                  .see("cgroup_namespaces(7)", "docs.docker.com: dockerd"),
              "default-cgroupns-mode",
              (value, policy) -> mustBe(value, "private")),
          new ValueCheck(
              check("DMN-034", "Published ports are this host's alone by default", Severity.MEDIUM)
                  .in(Profile.LEVEL_2)
                  .passesWhen("ip is a single address, not 0.0.0.0, :: or unset")
                  .because(
                      "A port published without an address is open to every network the host is in,"
                          + " past most packet filters.")
                  .advise(
                      "Set \"ip\": \"127.0.0.1\" in /etc/docker/daemon.json and restart the engine"
                          + " with its containers stopped; it holds for the default bridge.")
                  .mayBreak("Services that are published without an address and used from outside.")
                  .see("docs.docker.com: Packet filtering and firewalls"),
              "ip",
              (value, policy) ->
                  value.text().isEmpty() || UNSPECIFIED.matcher(value.text()).matches()
                      ? Optional.of("127.0.0.1 or another single address")
                      : Optional.empty()),
          new ValueCheck(
              check("DMN-037", "API answers no foreign web pages", Severity.HIGH)
                  .in(Profile.LEVEL_1)
                  .passesWhen("api-cors-header is not set")
                  .because(
                      "With the header, a web page in a browser that reaches the API drives the"
                          + " engine.")
                  .advise("Remove \"api-cors-header\" from /etc/docker/daemon.json" + RESTART)
                  .mayBreak("Dashboards that run in the browser.")
                  .see("docs.docker.com: Deprecated Docker Engine features"),
              "api-cors-header",
              (value, policy) ->
                  value.text().isEmpty() ? Optional.empty() : Optional.of("no such header")),
          new ValueCheck(
              check("DMN-042", "Builds may not switch their confinement off", Severity.HIGH)
                  .in(Profile.LEVEL_1)
                  .passesWhen("security-insecure is not true among the builder's entitlements")
                  .because(
                      "An insecure build step has all capabilities and devices: it is root"
                          + " on the host.")
                  .advise(
                      "Set \"security-insecure\": false below \"builder\", \"entitlements\" in"
                          + " /etc/docker/daemon.json"
                          + RESTART)
                  .mayBreak("Builds that use RUN --security=insecure.")
                  .see("docs.docker.com: Dockerfile reference"),
              "builder",
              (value, policy) ->
                  value.get("entitlements").get("security-insecure").isTrue()
                      ? Optional.of("security-insecure false")
                      : Optional.empty()));

  private SettingRows() {}

  private static Optional<String> insecure(ConfigValue value, Policy policy) {
    boolean strange =
        value instanceof ConfigValue.Items items
            && items.texts().stream()
                .anyMatch(
                    registry ->
                        !loopback(registry)
                            && !policy.lists(EngineValues.INSECURE_REGISTRIES, registry));
    return strange ? Optional.of("none but this host's own") : Optional.empty();
  }

  private static Optional<String> foreignParent(ConfigValue value, Policy policy) {
    boolean own = value instanceof ConfigValue.Null || OWN_PARENTS.contains(value.text());
    return own || policy.lists(EngineValues.CGROUP_PARENTS, value.text())
        ? Optional.empty()
        : Optional.of("the engine's own");
  }

  private static Optional<String> mustBe(ConfigValue value, String wanted) {
    return value.text().equals(wanted) ? Optional.empty() : Optional.of(wanted);
  }

  /** True for addresses and names that lead to this host alone. */
  private static boolean loopback(String address) {
    return address.matches(
        "127(\\.\\d{1,3}){3}(:\\d+|/([89]|[12]\\d|3[0-2]))?|localhost(:\\d+)?|\\[::1](:\\d+)?|::1(/128)?");
  }
}
