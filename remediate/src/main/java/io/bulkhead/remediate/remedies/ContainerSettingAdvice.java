package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Published;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Steps for what containers are given: mounts, ports, devices, limits that need a new container.
 */
final class ContainerSettingAdvice {
  static final List<Remedy> ALL =
      List.of(
          ContainerSteps.again("CTR-014", (host, c) -> user(c)),
          ContainerSteps.again("CTR-015", (host, c) -> mounts(c)),
          ContainerSteps.again("CTR-017", (host, c) -> ports(c, "HIGHER_PORT")),
          ContainerSteps.again(
              "CTR-018",
              (host, c) ->
                  c.course().publishesAll()
                      ? ContainerFix.out("-P", "nothing; -P is not of a compose file")
                          .and(ContainerFix.in("-p 127.0.0.1:HOST:CONTAINER", "ports: [...]"))
                      : ports(c, "HOST")),
          ContainerSteps.again("CTR-021", (host, c) -> readonly()),
          ContainerSteps.again("CTR-022", (host, c) -> ports(c, "")),
          ContainerSteps.again("CTR-024", (host, c) -> devices(c)),
          ContainerSteps.again("CTR-025", (host, c) -> ContainerFix.out("--ulimit", "ulimits")),
          ContainerSteps.again("CTR-026", (host, c) -> propagation(c)),
          ContainerSteps.again(
              "CTR-029",
              (host, c) ->
                  ContainerFix.out(
                      "--cgroup-parent " + c.limits().cgroupParent(),
                      "cgroup_parent: " + c.limits().cgroupParent())),
          ContainerSteps.again("CTR-033", (host, c) -> network(c)),
          ContainerSteps.again("CTR-042", (host, c) -> secrets("the variables", "environment")),
          ContainerSteps.again("CTR-043", (host, c) -> secrets("the arguments", "command")),
          ContainerSteps.again(
              "CTR-044",
              (host, c) ->
                  ContainerFix.out(
                      "--oom-kill-disable and a negative --oom-score-adj",
                      "oom_kill_disable and a negative oom_score_adj")),
          ContainerSteps.again("CTR-045", (host, c) -> sysctls(c)),
          ContainerSteps.again(
              "CTR-046",
              (host, c) ->
                  ContainerFix.out(
                      "--group-add " + String.join(" --group-add ", c.reach().groupAdd()),
                      "group_add: [" + String.join(", ", c.reach().groupAdd()) + "]")),
          ContainerSteps.again(
              "CTR-047",
              (host, c) ->
                  ContainerFix.out(
                      "--runtime " + c.security().runtime(), "runtime: " + c.security().runtime())),
          ContainerSteps.again("CTR-048", (host, c) -> ports(c, "")),
          ContainerSteps.again("CTR-049", (host, c) -> links(c)),
          ContainerSteps.again(
              "CTR-050",
              (host, c) ->
                  ContainerFix.in(
                      "--log-opt max-size=10m --log-opt max-file=3",
                      "logging: {driver: json-file, options: {max-size: 10m, max-file: \"3\"}}")),
          ContainerSteps.again("CTR-051", (host, c) -> kernel(c)),
          OwnHands.of("CTR-052", (host, failed) -> sources(host, failed)));

  private ContainerSettingAdvice() {}

  private static ContainerFix user(Container container) {
    String chown =
        container.mounts().stream()
            .filter(Container.Mount::writable)
            .map(Container.Mount::destination)
            .limit(4)
            .collect(Collectors.joining(" "));
    String after = chown.isEmpty() ? "" : " after chown of " + chown + " to it";
    return ContainerFix.in("--user UID:GID" + after, "user: \"UID:GID\"" + after);
  }

  private static ContainerFix mounts(Container container) {
    List<String> given =
        container.mounts().stream()
            .filter(m -> !m.type().equals("tmpfs") && m.source().startsWith("/"))
            .filter(m -> !m.source().endsWith("/_data"))
            .map(m -> m.source() + ":" + m.destination())
            .toList();
    return ContainerFix.out(
        "-v "
            + String.join(" -v ", given)
            + " as far as the finding names it; mount the part it needs with :ro",
        "volumes: ["
            + String.join(", ", given)
            + "] as far as the finding names it; mount the part it needs with :ro");
  }

  private static ContainerFix readonly() {
    return ContainerFix.in(
        "--read-only --tmpfs /tmp, and --tmpfs for each path that docker diff NAME shows",
        "read_only: true, tmpfs: [/tmp], and each path that docker diff shows");
  }

  /** On the loopback address; with another host port where the port itself is the finding. */
  private static ContainerFix ports(Container container, String hostPort) {
    List<String> run = new ArrayList<>();
    List<String> compose = new ArrayList<>();
    List<String> old = new ArrayList<>();
    for (Published port : container.network().published()) {
      String host = hostPort.isEmpty() ? port.hostPort() : hostPort;
      String better = "127.0.0.1:" + host + ":" + port.containerPort();
      if (!run.contains("-p " + better)) {
        run.add("-p " + better);
        compose.add("\"" + better + "\"");
      }
      old.add("-p " + port.text());
    }
    return new ContainerFix(
        old, run, List.of("the old ports"), List.of("ports: [" + String.join(", ", compose) + "]"));
  }

  private static ContainerFix devices(Container container) {
    if (container.security().privileged()) {
      return ContainerFix.out("--privileged", "privileged: true");
    }
    List<String> run = new ArrayList<>();
    container.security().devices().forEach(d -> run.add("--device " + d));
    container.reach().deviceRules().forEach(r -> run.add("--device-cgroup-rule '" + r + "'"));
    if (!container.reach().deviceRequests().isEmpty()) {
      run.add("--gpus");
    }
    return new ContainerFix(
        run.isEmpty() ? List.of("the device's mount") : run,
        List.of(),
        List.of("devices, device_cgroup_rules and gpus that the finding names"),
        List.of());
  }

  private static ContainerFix propagation(Container container) {
    List<String> shared =
        container.mounts().stream()
            .filter(m -> m.propagation().endsWith("shared"))
            .map(m -> m.source() + ":" + m.destination())
            .toList();
    return ContainerFix.in(
        "-v " + String.join(":rslave -v ", shared) + ":rslave",
        "volumes with bind: {propagation: rslave} for " + String.join(", ", shared));
  }

  private static ContainerFix network(Container container) {
    boolean live = container.running() && container.network().published().isEmpty();
    String at =
        live
            ? " (at once: docker network connect NET "
                + container.name()
                + ", then docker network disconnect bridge "
                + container.name()
                + ")"
            : "";
    return ContainerFix.in(
        "--network NET, made by docker network create NET" + at, "networks: [NET]" + at);
  }

  private static ContainerFix secrets(String where, String key) {
    return ContainerFix.out(
            where + " that hold secrets, after the secrets were changed",
            "the secrets in " + key + ", after they were changed")
        .and(
            ContainerFix.in(
                "-v FILE:/run/secrets/NAME:ro and NAME_FILE=/run/secrets/NAME", "secrets: [NAME]"));
  }

  private static ContainerFix sysctls(Container container) {
    List<String> names = container.reach().sysctls().keySet().stream().sorted().toList();
    return ContainerFix.out(
        "--sysctl " + String.join(" --sysctl ", names), "sysctls: " + String.join(", ", names));
  }

  private static ContainerFix links(Container container) {
    List<String> links = container.network().links();
    return ContainerFix.out(
            "--link " + String.join(" --link ", links), "links: " + String.join(", ", links))
        .and(ContainerFix.in("--network NET, with the others in it", "networks: [NET]"));
  }

  private static ContainerFix kernel(Container container) {
    return container.security().privileged()
        ? ContainerFix.out("--privileged", "privileged: true")
        : ContainerFix.out(
            "the mount of the kernel's file system, or with :ro",
            "the volume of the kernel's file system, or with :ro");
  }

  private static Manual sources(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    for (Container container : Failing.containers(host, failed)) {
      for (Container.Mount mount : container.mounts()) {
        host.file(mount.source())
            .seen()
            .filter(f -> (f.mode() & 0002) != 0 && (f.mode() & 01000) == 0)
            .ifPresent(f -> steps.add("chmod o-w " + f.realPath()));
      }
    }
    return new Manual(
        "whether others have to write there is for a person",
        steps.isEmpty() ? OwnHands.asJudged(failed).byHand() : steps.stream().distinct().toList());
  }
}
