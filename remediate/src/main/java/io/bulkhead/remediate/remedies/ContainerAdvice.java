package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Steps for what containers may do: capabilities, namespaces, mounts, confinement. */
final class ContainerAdvice {
  private static final Set<String> DEFAULT_CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "NET_RAW",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private static final List<Remedy> CONFINEMENT =
      List.of(
          ContainerSteps.again("CTR-001", (host, c) -> socket(c)),
          ContainerSteps.again(
              "CTR-002",
              (host, c) ->
                  ContainerFix.out("--privileged", "privileged: true")
                      .and(CapabilityNeed.of(host, c).fix())),
          ContainerSteps.again("CTR-003", ContainerAdvice::capabilities),
          ContainerSteps.again(
              "CTR-004", (host, c) -> option(c, "apparmor", "apparmor=docker-default")),
          ContainerSteps.again(
              "CTR-005", (host, c) -> option(c, "label", "label=type:container_t")),
          ContainerSteps.again("CTR-006", (host, c) -> option(c, "seccomp", "seccomp=builtin")),
          ContainerSteps.again(
              "CTR-007",
              (host, c) ->
                  ContainerFix.in(
                      "--security-opt no-new-privileges:true",
                      "security_opt: [\"no-new-privileges:true\"]")),
          namespace("CTR-008", "--network host", "network_mode: host"),
          namespace("CTR-009", "--pid host", "pid: host"),
          namespace("CTR-010", "--ipc host", "ipc: host"),
          namespace("CTR-011", "--uts host", "uts: host"),
          namespace("CTR-012", "--userns host", "userns_mode: host"),
          ContainerSteps.again(
              "CTR-013", (host, c) -> ContainerFix.in("--cgroupns private", "cgroup: private")));

  private static final List<Remedy> POWER =
      List.of(
          capability("CTR-034", "DAC_READ_SEARCH"),
          capability("CTR-035", "SYS_MODULE"),
          capability("CTR-036", "SYS_ADMIN"),
          capability("CTR-037", "SYS_PTRACE"),
          ContainerSteps.again("CTR-038", ContainerAdvice::capabilities),
          ContainerSteps.again(
              "CTR-039",
              (host, c) ->
                  c.security().privileged()
                      ? ContainerFix.out("--privileged", "privileged: true")
                      : ContainerFix.in("--cap-drop NET_RAW", "cap_drop: [NET_RAW]")),
          ContainerSteps.again("CTR-040", (host, c) -> joined(c)),
          ContainerSteps.again("CTR-041", (host, c) -> systemPaths(c)),
          ContainerSteps.again("CTR-053", ContainerAdvice::wayOut));

  static final List<Remedy> ALL =
      Stream.of(CONFINEMENT, POWER, ContainerSettingAdvice.ALL, CourseAdvice.ALL)
          .flatMap(List::stream)
          .toList();

  private ContainerAdvice() {}

  private static Remedy namespace(String id, String option, String compose) {
    return ContainerSteps.again(id, (host, c) -> ContainerFix.out(option, compose));
  }

  private static Remedy capability(String id, String name) {
    return ContainerSteps.again(
        id,
        (host, c) ->
            c.security().privileged()
                ? ContainerFix.out("--privileged", "privileged: true")
                    .and(CapabilityNeed.of(host, c).fix())
                : c.security().capAdd().contains("ALL")
                    ? ContainerFix.out("--cap-add ALL", "cap_add: [ALL]")
                        .and(CapabilityNeed.of(host, c).fix())
                    : ContainerFix.out("--cap-add " + name, "cap_add: [" + name + "]"));
  }

  private static ContainerFix socket(Container container) {
    List<String> mounts =
        container.mounts().stream()
            .filter(ContainerAdvice::mayHoldSocket)
            .map(m -> m.source() + ":" + m.destination())
            .toList();
    String all = mounts.isEmpty() ? "of the engine's socket" : String.join(", ", mounts);
    return ContainerFix.out(
        "the mount " + all + "; if it must use the API, give it a proxy that allows what it needs",
        "the volume "
            + all
            + "; if it must use the API, give it a proxy that allows what it needs");
  }

  private static boolean mayHoldSocket(Container.Mount mount) {
    String source = mount.source();
    return source.endsWith(".sock")
        || Set.of("/", "/run", "/var/run", "/var", "/run/docker", "/run/containerd")
            .contains(source);
  }

  private static ContainerFix capabilities(HostSnapshot host, Container container) {
    Set<String> beyond = new TreeSet<>();
    for (String name : container.security().capAdd()) {
      String plain = name.startsWith("CAP_") ? name.substring(4) : name;
      if (!DEFAULT_CAPABILITIES.contains(plain)) {
        beyond.add(plain);
      }
    }
    ContainerFix need = CapabilityNeed.of(host, container).fix();
    if (container.security().privileged()) {
      return ContainerFix.out("--privileged", "privileged: true").and(need);
    }
    return beyond.isEmpty()
        ? need
        : ContainerFix.out(
                "--cap-add " + String.join(" --cap-add ", beyond),
                "cap_add: [" + String.join(", ", beyond) + "]")
            .and(need);
  }

  private static ContainerFix option(Container container, String option, String better) {
    List<String> given =
        container.security().options().stream()
            .filter(o -> o.startsWith(option))
            .map(o -> o.length() > 80 ? o.substring(0, 80) + "…" : o)
            .toList();
    if (container.security().privileged()) {
      return ContainerFix.out(
          "--privileged, which switches this off", "privileged: true, which switches this off");
    }
    return given.isEmpty()
        ? ContainerFix.in("--security-opt " + better, "security_opt: [" + better + "]")
        : ContainerFix.out(
            "--security-opt " + String.join(" --security-opt ", given),
            "security_opt: [" + String.join(", ", given) + "]");
  }

  private static ContainerFix joined(Container container) {
    Container.Security s = container.security();
    List<String> run = new ArrayList<>();
    List<String> compose = new ArrayList<>();
    add(run, compose, "network", s.networkMode());
    add(run, compose, "pid", s.pidMode());
    add(run, compose, "ipc", s.ipcMode());
    return new ContainerFix(run, List.of(), compose, List.of());
  }

  private static void add(List<String> run, List<String> compose, String kind, String mode) {
    if (mode.startsWith("container:")) {
      run.add("--" + kind + " " + mode);
      compose.add((kind.equals("network") ? "network_mode" : kind) + ": " + mode);
    }
  }

  private static ContainerFix systemPaths(Container container) {
    return container.security().privileged()
        ? ContainerFix.out("--privileged", "privileged: true")
        : ContainerFix.out(
            "--security-opt systempaths=unconfined", "security_opt: [systempaths=unconfined]");
  }

  /** The part that alone is a way out; the others have findings of their own. */
  private static ContainerFix wayOut(HostSnapshot host, Container container) {
    if (container.security().privileged()) {
      return ContainerFix.out("--privileged", "privileged: true")
          .and(CapabilityNeed.of(host, container).fix());
    }
    ContainerFix user =
        ContainerFix.in(
            "--user UID:GID as long as the rest stays", "user: UID:GID as long as the rest stays");
    return container.mounts().stream().anyMatch(ContainerAdvice::mayHoldSocket)
        ? socket(container).and(user)
        : capabilities(host, container).and(user);
  }
}
