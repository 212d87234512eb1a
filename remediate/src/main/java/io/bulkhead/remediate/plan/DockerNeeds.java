package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.ProcessFacts;
import java.util.Optional;
import java.util.Set;

/** Values of the kernel that an engine or its containers cannot live with: never planned. */
final class DockerNeeds {
  private static final Set<String> FORWARDING =
      Set.of("net.ipv4.ip_forward", "net.ipv4.conf.all.forwarding", "net.ipv6.conf.all.forwarding");

  private DockerNeeds() {}

  /** Why a value is refused whoever proposes it; empty if it may be set. */
  static Optional<String> refusal(HostSnapshot host, String key, String value) {
    if (FORWARDING.contains(key) && value.equals("0")) {
      return refused(key, value, "containers would lose their network and their published ports");
    }
    if (key.equals("kernel.modules_disabled") && value.equals("1")) {
      return refused(
          key, value, "the engine loads modules for networks and storage when they are needed");
    }
    if (key.equals("kernel.yama.ptrace_scope") && value.equals("3")) {
      return refused(
          key, value, "no program could be traced until the next boot, not even by root");
    }
    boolean namespaces =
        key.equals("user.max_user_namespaces") || key.equals("kernel.unprivileged_userns_clone");
    if (namespaces && value.equals("0")) {
      return usesNamespaces(host).flatMap(who -> refused(key, value, who + " needs them"));
    }
    return Optional.empty();
  }

  private static Optional<String> refused(String key, String value, String why) {
    return Optional.of(key + " = " + value + " is never set on a container host: " + why);
  }

  /** Which part of the engine makes user namespaces; empty only if none was seen to. */
  private static Optional<String> usesNamespaces(HostSnapshot host) {
    ConfigValue remap = host.daemon().setting("userns-remap").running().seen().orElse(null);
    if (remap != null && !remap.text().isEmpty()) {
      return Optional.of("userns-remap (" + remap.text() + ")");
    }
    boolean rootless =
        host.daemon().process().seen().flatMap(p -> host.process(p.pid()).seen()).stream()
            .anyMatch(DockerNeeds::ordinary);
    return rootless ? Optional.of("the rootless engine") : Optional.empty();
  }

  private static boolean ordinary(ProcessFacts process) {
    return process.uid() != 0;
  }
}
