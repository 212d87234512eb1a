package io.bulkhead.kernel.probes.host;

import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.UnitFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a unit says that opens the engine to others, or keeps it from its work. */
final class UnitLines {
  /** Settings of systemd.exec(5) under which an engine cannot mount, route or start containers. */
  private static final Map<String, Set<String>> BREAKING =
      Map.ofEntries(
          Map.entry("MountFlags", Set.of("slave", "private")),
          Map.entry("PrivateMounts", Set.of("yes", "true", "1", "on")),
          Map.entry("PrivateDevices", Set.of("yes", "true", "1", "on")),
          Map.entry("PrivateNetwork", Set.of("yes", "true", "1", "on")),
          Map.entry("PrivateUsers", Set.of("yes", "true", "1", "on")),
          Map.entry("ProtectKernelModules", Set.of("yes", "true", "1", "on")),
          Map.entry("ProtectKernelTunables", Set.of("yes", "true", "1", "on")),
          Map.entry("ProtectControlGroups", Set.of("yes", "true", "1", "on")),
          Map.entry("ProtectSystem", Set.of("strict", "full")),
          Map.entry("RestrictNamespaces", Set.of("yes", "true", "1", "on")),
          Map.entry("NoNewPrivileges", Set.of("yes", "true", "1", "on")));

  private UnitLines() {}

  static List<String> breaking(UnitFiles unit) {
    List<String> found = new ArrayList<>();
    BREAKING.forEach(
        (key, values) -> {
          List<String> set = unit.values(key);
          if (!set.isEmpty() && values.contains(set.get(set.size() - 1))) {
            found.add(key + "=" + set.get(set.size() - 1));
          }
        });
    return found.stream().sorted().toList();
  }

  /** How a command line lets others in, for the end of a sentence; empty if it does not. */
  static String opens(Look look, String command) {
    List<String> argv = Arrays.asList(command.replaceFirst("^[-@:+!]+", "").split("\\s+"));
    boolean tcp =
        DaemonFacts.flags(argv, "host", "-H").stream()
            .anyMatch(host -> !host.matches("(unix|fd|npipe)://.*"));
    if (tcp && !verified(look, argv)) {
      return "with a TCP socket that lets everybody in";
    }
    if (DaemonFacts.flag(argv, "seccomp-profile").filter("unconfined"::equals).isPresent()) {
      return "without a system call filter for containers";
    }
    if (DaemonFacts.flag(argv, "iptables").filter("false"::equals).isPresent()) {
      return "without rules that isolate containers";
    }
    return DaemonFacts.flag(argv, "insecure-registry").isPresent()
        ? "with a registry whose images are not authenticated"
        : "";
  }

  /** By flag, else by the engine's file; tls alone implies that clients are verified. */
  private static boolean verified(Look look, List<String> argv) {
    String verify =
        DaemonFacts.flag(argv, "tlsverify")
            .or(() -> DaemonFacts.of(look).setting("tlsverify"))
            .orElse("");
    boolean tls =
        DaemonFacts.flag(argv, "tls").filter("true"::equals).isPresent()
            || DaemonFacts.of(look).on("tls");
    return verify.equals("true") || (verify.isEmpty() && tls);
  }
}
