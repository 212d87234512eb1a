package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Steps for containers: their settings are fixed when they are created. */
final class ContainerAdvice {
  private static final String AGAIN = "settings of a container are fixed when it is created";
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

  static final List<Remedy> ALL =
      List.of(
          each("CTR-001", ContainerAdvice::socket),
          each(
              "CTR-002",
              c ->
                  "without --privileged; give back only what it needs: --cap-drop ALL --cap-add NAME,"
                      + " --device /dev/NAME"),
          each("CTR-003", ContainerAdvice::capabilities),
          each("CTR-004", c -> without(c, "apparmor", "--security-opt apparmor=docker-default")),
          each("CTR-005", c -> without(c, "label", "--security-opt label=type:container_t")),
          each("CTR-006", c -> without(c, "seccomp", "without --security-opt seccomp=unconfined")),
          each("CTR-007", c -> "with --security-opt no-new-privileges"),
          each("CTR-008", ContainerAdvice::namespaces));

  private ContainerAdvice() {}

  private static Remedy each(String id, Function<Container, String> change) {
    return OwnHands.of(id, (host, failed) -> advice(host, failed, change));
  }

  private static Manual advice(
      HostSnapshot host, Verdict failed, Function<Container, String> change) {
    List<String> steps = new ArrayList<>();
    for (Map.Entry<String, Container> named : failing(host, failed).entrySet()) {
      Container container = named.getValue();
      steps.add(container.name() + ": create it again " + change.apply(container));
      steps.add("    " + place(container));
    }
    return new Manual(AGAIN, steps.isEmpty() ? OwnHands.asJudged(failed).byHand() : steps);
  }

  /** The failing containers by name, in the verdict's order. */
  private static Map<String, Container> failing(HostSnapshot host, Verdict failed) {
    Map<String, Container> all = new LinkedHashMap<>();
    List<Container> known = host.engine().containers().seen().map(c -> c.seen()).orElse(List.of());
    for (Ground ground : failed.with(Outcome.FAIL)) {
      List<String> words = List.of(ground.subject().split(" "));
      known.stream()
          .filter(c -> words.contains(c.name()) || words.contains(c.shortId()))
          .forEach(c -> all.putIfAbsent(c.name(), c));
    }
    return all;
  }

  /** Where the container is described: what is changed elsewhere is undone by the next "up". */
  private static String place(Container container) {
    Map<String, String> labels = container.labels();
    String files = labels.getOrDefault("com.docker.compose.project.config_files", "");
    if (!files.isEmpty()) {
      return "service "
          + labels.getOrDefault("com.docker.compose.service", container.name())
          + " in "
          + files
          + ", then docker compose up -d";
    }
    String stack = labels.getOrDefault("com.docker.stack.namespace", "");
    if (!stack.isEmpty()) {
      return "stack " + stack + ": change its file, then docker stack deploy";
    }
    if (labels.containsKey("io.kubernetes.pod.uid")) {
      return "made by Kubernetes: change the pod's specification";
    }
    return "docker inspect " + container.name() + " shows how it was made; volumes stay";
  }

  private static String socket(Container container) {
    List<String> mounts =
        container.mounts().stream()
            .filter(ContainerAdvice::mayHoldSocket)
            .map(m -> m.source() + ":" + m.destination())
            .toList();
    return "without the mount "
        + (mounts.isEmpty() ? "of the engine's socket" : String.join(", ", mounts))
        + "; if it must use the API, give it a proxy that allows only the requests it needs";
  }

  private static boolean mayHoldSocket(Container.Mount mount) {
    String source = mount.source();
    return source.endsWith(".sock")
        || Set.of("/", "/run", "/var/run", "/var", "/run/docker", "/run/containerd")
            .contains(source);
  }

  private static String capabilities(Container container) {
    Set<String> beyond = new TreeSet<>();
    for (String name : container.security().capAdd()) {
      String plain = name.startsWith("CAP_") ? name.substring(4) : name;
      if (!DEFAULT_CAPABILITIES.contains(plain)) {
        beyond.add(plain);
      }
    }
    if (container.security().privileged() || beyond.contains("ALL")) {
      return "with --cap-drop ALL and --cap-add for each capability it is known to need";
    }
    return beyond.isEmpty()
        ? "with --cap-drop ALL and --cap-add for each capability it is known to need"
        : "without --cap-add "
            + String.join(" --cap-add ", beyond)
            + "; best --cap-drop ALL and only what it needs";
  }

  private static String without(Container container, String option, String better) {
    List<String> given =
        container.security().options().stream().filter(o -> o.startsWith(option)).toList();
    if (container.security().privileged()) {
      return "without --privileged, which switches this off";
    }
    return given.isEmpty()
        ? better
        : "without --security-opt " + String.join(" --security-opt ", given);
  }

  private static String namespaces(Container container) {
    Container.Security s = container.security();
    List<String> shared = new ArrayList<>();
    add(shared, "--network", s.networkMode());
    add(shared, "--pid", s.pidMode());
    add(shared, "--ipc", s.ipcMode());
    add(shared, "--uts", s.utsMode());
    add(shared, "--userns", s.usernsMode());
    add(shared, "--cgroupns", s.cgroupnsMode());
    return "without " + (shared.isEmpty() ? "the host's namespaces" : String.join(", ", shared));
  }

  private static void add(List<String> shared, String option, String mode) {
    if (mode.equals("host")) {
      shared.add(option + " host");
    }
  }
}
