package io.bulkhead.kernel.probes.kernel;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.KernelConfig;
import io.bulkhead.kernel.probes.facts.LsmStack;
import io.bulkhead.kernel.probes.facts.Modules;
import io.bulkhead.kernel.probes.facts.Namespaces;
import io.bulkhead.kernel.probes.facts.Release;
import java.util.ArrayList;
import java.util.List;

/** Release, build and state of the running kernel. */
public final class KernelProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe("kernel.release", Scope.KERNEL, "Which kernel runs", KernelProbes::release),
          new Probe(
              "kernel.eol",
              Scope.KERNEL,
              "Is this kernel still maintained by whoever ships it",
              KernelEol::answer),
          new Probe(
              "kernel.pending_reboot",
              Scope.FILES,
              "Is a newer kernel installed than the one that runs",
              PendingReboot::answer),
          new Probe(
              "kernel.modules_dir",
              Scope.FILES,
              "Can the running kernel still load modules",
              KernelProbes::modulesDirectory),
          new Probe(
              "kernel.livepatch",
              Scope.KERNEL,
              "Are live patches applied",
              KernelProbes::livePatches),
          new Probe(
              "kernel.taint",
              Scope.KERNEL,
              "Has the kernel been tainted by modules or by errors",
              KernelProbes::taint),
          new Probe(
              "kernel.config_source",
              Scope.KERNEL,
              "Where is the configuration the kernel was built with",
              KernelProbes::configSource),
          new Probe(
              "kernel.config_docker",
              Scope.KERNEL,
              "Has the kernel what Docker needs",
              ConfigNeeds::docker),
          new Probe(
              "kernel.config_hardening",
              Scope.KERNEL,
              "Was the kernel built to protect itself",
              ConfigNeeds::hardening),
          new Probe(
              "kernel.cmdline_weakening",
              Scope.KERNEL,
              "Do boot parameters switch protections off",
              CmdlineWeakening::answer),
          new Probe(
              "kernel.secure_boot",
              Scope.KERNEL,
              "Was the kernel started by UEFI Secure Boot",
              SecureBoot::answer),
          new Probe(
              "kernel.oops_limit",
              Scope.KERNEL,
              "Does the kernel stop after many errors of its own",
              KernelProbes::oopsLimit));

  private static final long FORCED = 1L << 1;
  private static final long DIED = 1L << 7;
  private static final long OUT_OF_TREE = 1L << 12;
  private static final long UNSIGNED = 1L << 13;
  private static final long LIVE_PATCHED = 1L << 15;
  private static final long AUXILIARY = 1L << 16;

  private KernelProbes() {}

  private static Answer release(Look look) {
    Release release = Release.of(look);
    look.cite(Release.class);
    String uname = look.sources().uname();
    if (release.text().isEmpty()) {
      return Answer.unknown("neither /proc/sys/kernel/osrelease nor uname tells");
    }
    boolean masked =
        !uname.isEmpty() && uname.startsWith("2.6.") && !release.text().startsWith("2.6.");
    return Answer.info(
        release.text(),
        masked
            ? "uname says " + uname + ", as the UNAME26 personality makes it"
            : "as the kernel says");
  }

  private static Answer modulesDirectory(Look look) {
    Modules modules = Modules.of(look);
    String release = Release.of(look).text();
    if (!modules.modular()) {
      return Answer.pass("MODULES=n", "the kernel has no modules: everything is built in");
    }
    if (inContainer(look)) {
      return Answer.unknown("a container does not hold its kernel's modules");
    }
    if (modules.hidden()) {
      return Answer.unknown("the directory of modules may not be looked into");
    }
    return modules.directory().isEmpty()
        ? Answer.fail(
            release,
            "the modules of "
                + release
                + " are gone from the disk: what is not loaded cannot be loaded until the next boot")
        : Answer.pass(release, modules.directory() + " is there");
  }

  private static Answer livePatches(Look look) {
    Got<List<String>> patches = look.list("/sys/kernel/livepatch");
    look.note(
        "/sys/kernel/livepatch", patches.seen() ? String.join(" ", patches.get()) : patches.why());
    List<String> moving = new ArrayList<>();
    for (String patch : patches.or(List.of())) {
      if (look.word("/sys/kernel/livepatch/" + patch + "/transition").or("0").equals("1")) {
        moving.add(patch);
      }
    }
    if (!moving.isEmpty()) {
      return Answer.warn(
          patches.or(List.of()), "not yet in force for all tasks: " + String.join(", ", moving));
    }
    if (!patches.seen() && !patches.absent()) {
      return Answer.unseen("/sys/kernel/livepatch", patches);
    }
    return Answer.info(
        patches.or(List.of()),
        patches.absent() ? "the kernel has no live patching" : patches.get().size() + " patches");
  }

  private static Answer taint(Look look) {
    Got<Long> tainted = look.sysctl("kernel.tainted");
    if (!tainted.seen()) {
      return Answer.unseen("kernel.tainted", tainted);
    }
    long mask = tainted.get();
    if ((mask & ~(LIVE_PATCHED | AUXILIARY)) == 0) {
      return Answer.pass(mask, mask == 0 ? "not tainted" : "only by live patches");
    }
    if ((mask & FORCED) != 0 || (mask & DIED) != 0) {
      return Answer.fail(
          mask,
          (mask & DIED) != 0
              ? "the kernel has had an error and went on"
              : "a module was loaded by force");
    }
    boolean unsigned = (mask & UNSIGNED) != 0;
    if (unsigned && LsmStack.lockdownWanted(look)) {
      return Answer.fail(mask, "an unsigned module runs although the kernel is to be locked down");
    }
    return Answer.warn(
        mask,
        (mask & OUT_OF_TREE) != 0
            ? "a module from outside the kernel tree runs"
            : unsigned
                ? "an unsigned module runs"
                : "tainted; see the kernel's documentation of the bits");
  }

  private static Answer configSource(Look look) {
    KernelConfig config = KernelConfig.of(look);
    return config.known()
        ? Answer.info(config.source(), config.symbols().size() + " symbols")
        : Answer.unknown("no configuration of this kernel was found");
  }

  private static Answer oopsLimit(Look look) {
    Got<Long> limit = look.sysctl("kernel.oops_limit");
    if (!limit.seen()) {
      return Answer.unknown("kernel.oops_limit: " + limit.why() + "; kernels before 6.2 have none");
    }
    if (limit.get() == 0) {
      return Answer.fail(0L, "an attacker may make the kernel fail as often as it takes");
    }
    return limit.get() <= 10000
        ? Answer.pass(limit.get(), "the kernel stops after that many errors")
        : Answer.warn(limit.get(), "more than the kernel's own default of 10000");
  }

  /** Certainly in a container: masked files are no answers. */
  static boolean inContainer(Look look) {
    return Namespaces.of(look).isOther("pid")
        || io.bulkhead.kernel.probes.facts.Standing.of(look).container();
  }
}
