package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.checks.facts.EngineSockets;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether what a container has adds up to root on the host: its root, and a way out. */
final class HostRoot {
  private static final Set<String> ALONE =
      Set.of("SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH");

  private HostRoot() {}

  /** A way out, and what proves it. */
  private record Way(String says, List<Evidence> evidence) {}

  static Ground judge(HostSnapshot host, Container container, Policy policy) {
    Ground socket = EngineSocketReach.judge(host, container);
    Ground root = RootUser.judge(host, container);
    List<Way> ways = ways(host, container, socket, policy);
    if (ways.isEmpty()) {
      return none(host, container, socket, root, MountJudges.sensitive(host, container, policy));
    }
    List<Evidence> evidence = new ArrayList<>(root.evidence());
    evidence.addAll(ways.get(0).evidence());
    Evidence[] proof = evidence.toArray(Evidence[]::new);
    String also = ways.size() == 1 ? "" : " (" + ways.size() + " ways; this is the shortest)";
    return switch (root.outcome()) {
      case FAIL -> Grounds.fail("", "its root " + ways.get(0).says() + also, proof);
      case PASS ->
          socket.outcome() == Outcome.FAIL && opens(host, container)
              ? Grounds.fail("", "needs no root for it: " + socket.says(), proof)
              : Grounds.pass(
                  "", "would have a way to the host, but its processes are not root", proof);
      default ->
          Grounds.undetermined(
              "",
              "root in it " + ways.get(0).says() + "; whether it runs as root was not seen",
              proof);
    };
  }

  /** A socket answers whoever may write to it: its group, or everybody. */
  private static boolean opens(HostSnapshot host, Container container) {
    return SettingJudges.groups(host, container).outcome() == Outcome.FAIL
        || EngineSockets.equalToRoot(host).stream()
            .anyMatch(s -> host.file(s).seen().filter(f -> (f.mode() & 0002) != 0).isPresent());
  }

  private static Ground none(
      HostSnapshot host, Container container, Ground socket, Ground root, Ground mounts) {
    boolean unseen =
        socket.outcome() == Outcome.UNDETERMINED
            || mounts.outcome() == Outcome.UNDETERMINED
            || CapabilitySet.of(host, container).unseen().isPresent();
    return unseen
        ? Grounds.undetermined(
            "", "whether it has a way to the host was not wholly seen", both(socket, mounts))
        : Grounds.pass("", "no combination leads to the host", both(root, socket));
  }

  private static List<Way> ways(
      HostSnapshot host, Container container, Ground socket, Policy policy) {
    List<Way> ways = new ArrayList<>();
    if (container.security().privileged()) {
      ways.add(
          new Way(
              "is privileged: it can mount the host's disk",
              List.of(EachContainer.inspect(container, "HostConfig.Privileged", true))));
    }
    if (socket.outcome() == Outcome.FAIL) {
      ways.add(new Way("can start a container as it likes: " + socket.says(), socket.evidence()));
    }
    mount(host, container).ifPresent(ways::add);
    helpers(host, container).ifPresent(ways::add);
    CapabilitySet set = CapabilitySet.of(host, container);
    set.all().stream()
        .filter(ALONE::contains)
        .findFirst()
        .ifPresent(name -> ways.add(new Way("has " + name, set.evidence())));
    Ground pid = new HostNamespace(NamespaceKind.PID).judge(host, container);
    if (pid.outcome() == Outcome.FAIL && set.all().contains("SYS_PTRACE")) {
      List<Evidence> evidence = new ArrayList<>(pid.evidence());
      evidence.addAll(set.evidence());
      ways.add(new Way("can trace every process of the host", evidence));
    }
    Ground devices = DeviceAccess.judge(host, container, policy);
    boolean raw =
        devices.outcome() == Outcome.FAIL
            && (container.reach().deviceRules().stream()
                    .anyMatch(r -> r.startsWith("a") || r.startsWith("b") || r.startsWith("c *:"))
                || container.security().devices().stream().anyMatch(HostRoot::disk));
    if (raw && !container.security().privileged()) {
      ways.add(new Way("can write to disks of the host: " + devices.says(), devices.evidence()));
    }
    return ways;
  }

  /**
   * Root may write to an open /proc/sys, and so name a program that the kernel runs on the host.
   */
  private static Optional<Way> helpers(HostSnapshot host, Container container) {
    Ground covers = KernelFileSystems.masked(host, container);
    boolean open =
        covers.outcome() == Outcome.FAIL
            && !container.security().privileged()
            && AppArmorLabel.judge(host, container).outcome() != Outcome.PASS;
    return open
        ? Optional.of(new Way("can write to /proc/sys: " + covers.says(), covers.evidence()))
        : Optional.empty();
  }

  private static Optional<Way> mount(HostSnapshot host, Container container) {
    return HostMounts.of(container).stream()
        .filter(m -> m.writable() && MountJudges.exposed(host, m).isPresent())
        .findFirst()
        .map(
            m ->
                new Way(
                    "can write to " + m.source() + " of the host",
                    List.of(HostMounts.evidence(container, m))));
  }

  private static boolean disk(String path) {
    return path.matches(
            "/dev/(sd|vd|xvd|hd|nvme|dm-|mapper/|disk/|mmcblk|bcache|rbd|nbd|zd|zram|sg|mem|kmem|port|loop|md).*")
        || path.equals("/dev");
  }

  private static Evidence[] both(Ground one, Ground other) {
    List<Evidence> all = new ArrayList<>(one.evidence());
    all.addAll(other.evidence());
    return all.toArray(Evidence[]::new);
  }
}
