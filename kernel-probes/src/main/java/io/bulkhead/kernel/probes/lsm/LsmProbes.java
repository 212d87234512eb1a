package io.bulkhead.kernel.probes.lsm;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.LsmStack;
import io.bulkhead.kernel.probes.facts.Os;
import io.bulkhead.kernel.probes.facts.Release;
import io.bulkhead.kernel.probes.facts.Standing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Security modules as a whole, and the small ones among them. */
public final class LsmProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "lsm.stack",
              Scope.KERNEL,
              "Which security modules run, in which order",
              LsmProbes::stack),
          new Probe(
              "lsm.securityfs_mounted",
              Scope.KERNEL,
              "Is securityfs mounted where the engine looks for it",
              LsmProbes::securityfs),
          new Probe(
              "lsm.docker_confinement",
              Scope.PROCESSES,
              "Does a security module confine containers",
              DockerConfinement::answer),
          new Probe(
              "landlock.abi",
              Scope.KERNEL,
              "Can programs confine themselves by Landlock",
              LsmProbes::landlock),
          new Probe(
              "yama.ptrace_scope",
              Scope.KERNEL,
              "May a process trace others of the same user",
              LsmProbes::yama),
          new Probe(
              "lockdown.state",
              Scope.KERNEL,
              "Is the kernel protected from root",
              LsmProbes::lockdown),
          new Probe(
              "lsm.bpf",
              Scope.KERNEL,
              "Can BPF programs act as a security module",
              look -> member(look, "bpf")),
          new Probe(
              "lsm.ima",
              Scope.KERNEL,
              "Does the kernel measure or appraise files",
              LsmProbes::ima));

  private LsmProbes() {}

  private static Answer stack(Look look) {
    LsmStack stack = LsmStack.of(look);
    if (stack.active().isEmpty()) {
      return stack.hints().isEmpty()
          ? Answer.unknown("neither securityfs nor the kernel tells")
          : Answer.unknown(stack.hints(), "only hints: order and completeness are unknown");
    }
    List<String> active = stack.active().get();
    if (LsmStack.MAJOR.stream().noneMatch(active::contains)) {
      return Answer.fail(
          active, "no module labels containers: none of " + String.join(", ", LsmStack.MAJOR));
    }
    List<String> missing =
        Stream.concat(shipped(look).stream(), Stream.of("landlock", "yama", "lockdown"))
            .filter(m -> !active.contains(m))
            .toList();
    return missing.isEmpty()
        ? Answer.pass(active, "a labelling module with landlock, yama and lockdown")
        : Answer.warn(active, "without " + String.join(", ", missing));
  }

  /** The labelling module that this distribution relies on. */
  private static Optional<String> shipped(Look look) {
    Os os = Os.of(look);
    return os.selinuxFamily()
        ? Optional.of("selinux")
        : os.appArmorFamily() ? Optional.of("apparmor") : Optional.empty();
  }

  private static Answer securityfs(Look look) {
    if (LsmStack.securityfsMounted(look)) {
      return Answer.pass(true, "mounted on " + LsmStack.SECURITYFS);
    }
    Got<HostCalls.FileSystem> found = look.statfs(LsmStack.SECURITYFS);
    if (Standing.of(look).container()) {
      return Answer.unknown("container engines hide it");
    }
    if (!found.seen() && !found.absent()) {
      return Answer.unseen(LsmStack.SECURITYFS, found);
    }
    Got<String> types = look.raw("/proc/filesystems");
    if (types.seen() && !types.get().contains("\tsecurityfs\n")) {
      return Answer.warn(false, "the kernel has no securityfs (CONFIG_SECURITYFS=n)");
    }
    boolean appArmor = look.word("/sys/module/apparmor/parameters/enabled").or("").equals("Y");
    return appArmor
        ? Answer.fail(
            false, "AppArmor is on and the engine cannot see it: containers run unconfined")
        : Answer.warn(false, "not mounted");
  }

  private static Answer landlock(Look look) {
    Got<Long> abi = look.call("landlock_create_ruleset(NULL,0,1)", HostCalls::landlockAbi);
    if (abi.seen()) {
      return Answer.pass(abi.get(), "ABI " + abi.get());
    }
    if (abi.is("EOPNOTSUPP")) {
      return Answer.fail("EOPNOTSUPP", "built in, and left out of the lsm= list");
    }
    boolean foreign = Standing.of(look).container() || Standing.of(look).emulated().orElse(false);
    return abi.is("ENOSYS") && !foreign
        ? Answer.info("ENOSYS", "the kernel is older than 5.13 or was built without it")
        : Answer.unseen("landlock_create_ruleset(2)", abi);
  }

  private static Answer yama(Look look) {
    Got<Long> scope = look.sysctl("kernel.yama.ptrace_scope");
    if (scope.seen()) {
      return scope.get() >= 1
          ? Answer.pass(scope.get(), "only descendants can be traced, or fewer")
          : Answer.fail(scope.get(), "any process of a user can read the memory of the others");
    }
    if (!scope.absent() || LsmStack.of(look).runs("yama")) {
      return Answer.unseen("kernel.yama.ptrace_scope", scope);
    }
    return Answer.fail(
        null, "Yama does not run: any process of a user can read the memory of the others");
  }

  private static Answer lockdown(Look look) {
    Got<String> level = LsmStack.lockdown(look);
    if (level.seen()) {
      return level.get().equals("none")
          ? Answer.warn("none", "root can change the running kernel")
          : Answer.pass(level.get(), "root cannot change the running kernel");
    }
    if (!LsmStack.securityfsMounted(look)) {
      return Answer.unknown("securityfs is not mounted; mount it to see the level");
    }
    if (!level.absent()) {
      return Answer.unseen("lockdown", level);
    }
    return Release.of(look).before(5, 4)
        ? Answer.notApplicable("kernels before 5.4 have no lockdown")
        : Answer.warn(null, "the lockdown module does not run");
  }

  private static Answer member(Look look, String module) {
    LsmStack stack = LsmStack.of(look);
    return stack.active().isEmpty()
        ? Answer.unknown("the list of security modules was not seen")
        : Answer.info(stack.runs(module), stack.runs(module) ? "in the list" : "not in the list");
  }

  private static Answer ima(Look look) {
    String directory = LsmStack.SECURITYFS + "/ima";
    boolean there =
        look.exists(directory)
            || look.exists(directory + "/policy")
            || look.exists(directory + "/runtime_measurements_count");
    if (there) {
      Got<String> count = look.word(directory + "/runtime_measurements_count");
      return Answer.info(true, count.seen() ? count.get() + " measurements" : "active");
    }
    if (LsmStack.securityfsMounted(look)) {
      return Answer.info(false, "securityfs has no directory of it");
    }
    return member(look, "ima");
  }
}
