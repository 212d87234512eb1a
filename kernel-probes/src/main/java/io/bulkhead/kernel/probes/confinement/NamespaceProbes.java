package io.bulkhead.kernel.probes.confinement;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.Standing;
import java.util.List;

/** Namespaces, above all those of users. */
public final class NamespaceProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "ns.supported",
              Scope.KERNEL,
              "Which namespaces can the kernel make",
              NamespaceProbes::supported),
          new Probe(
              "userns.max",
              Scope.USERS,
              "How many user namespaces may there be",
              NamespaceProbes::maximum),
          new Probe(
              "userns.unprivileged",
              Scope.USERS,
              "May unprivileged users make user namespaces",
              NamespaceProbes::unprivileged),
          new Probe(
              "userns.effective",
              Scope.KERNEL,
              "Does an unprivileged process really get a user namespace",
              NamespaceProbes::effective),
          new Probe(
              "userns.subid",
              Scope.FILES,
              "Are the ranges of subordinate ids sound",
              SubordinateIds::answer));

  private static final List<String> NEEDED =
      List.of("cgroup", "ipc", "mnt", "net", "pid", "user", "uts");

  private NamespaceProbes() {}

  private static Answer supported(Look look) {
    Got<List<String>> listed = look.list("/proc/self/ns");
    if (!listed.seen()) {
      return Answer.unseen("/proc/self/ns", listed);
    }
    List<String> kinds =
        listed.get().stream().filter(name -> !name.endsWith("_for_children")).sorted().toList();
    look.note("/proc/self/ns", String.join(" ", kinds));
    List<String> missing = NEEDED.stream().filter(kind -> !kinds.contains(kind)).toList();
    return missing.isEmpty()
        ? Answer.pass(kinds, "all that containers need")
        : Answer.fail(kinds, "the kernel cannot make " + String.join(", ", missing));
  }

  private static boolean wanted(Look look) {
    return look.engine().rootless() || DaemonFacts.of(look).remaps(look);
  }

  private static Answer maximum(Look look) {
    Got<Long> most = look.sysctl("user.max_user_namespaces");
    if (!most.seen()) {
      return Answer.unknown(
          "user.max_user_namespaces: " + most.why() + "; kernels before 4.9 have none");
    }
    if (most.get() > 0) {
      return Answer.pass(most.get(), "user namespaces can be made");
    }
    return wanted(look)
        ? Answer.fail(0L, "the engine needs user namespaces and there may be none")
        : Answer.info(
            0L, "nobody gets a user namespace; a rootless engine or userns-remap would not start");
  }

  private static Answer unprivileged(Look look) {
    boolean patched = look.sysctl("kernel.unprivileged_userns_clone").or(1L) == 0;
    boolean mediated = look.sysctl("kernel.apparmor_restrict_unprivileged_userns").or(0L) >= 1;
    boolean none = look.sysctl("user.max_user_namespaces").or(1L) == 0;
    if (!patched && !mediated && !none) {
      return Answer.warn(
          "allowed", "every user reaches the parts of the kernel that namespaces open");
    }
    return look.engine().rootless() && (patched || none)
        ? Answer.warn("restricted", "the rootless engine needs them")
        : Answer.pass("restricted", "unprivileged users are kept from them");
  }

  /** By a child process: user namespaces must never be entered by this one. */
  private static Answer effective(Look look) {
    String dropping =
        look.sources().uid() == 0
            ? "setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set -all "
            : "";
    Got<String> drop = look.tool((dropping + "unshare -Ur true").split(" "));
    if (drop.seen()) {
      return Answer.info(true, "an unprivileged process gets one");
    }
    boolean ran = !drop.absent() && !drop.is(Got.NO_DATA);
    if (!ran || drop.error().startsWith("could not be run")) {
      return Answer.unknown("setpriv and unshare: " + drop.why());
    }
    return Standing.of(look).container()
        ? Answer.unknown("refused, as container engines do: that says nothing about the host")
        : Answer.info(false, "an unprivileged process does not get one: " + drop.why());
  }
}
