package io.bulkhead.kernel.probes.hardening;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.EngineRelease;
import io.bulkhead.kernel.probes.facts.KernelConfig;
import io.bulkhead.kernel.probes.facts.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Kernel settings that are judged by a threshold: stricter is as good as enough. */
public final class SettingProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "bpf.unprivileged",
              Scope.KERNEL,
              "May unprivileged processes load BPF programs",
              SettingProbes::bpf),
          new Probe(
              "bpf.jit_harden",
              Scope.NETWORK,
              "Are constants hidden in compiled BPF programs",
              SettingProbes::jit),
          new Probe(
              "perf.paranoid", Scope.KERNEL, "Who may use performance events", SettingProbes::perf),
          new Probe(
              "leak.kptr", Scope.KERNEL, "Are kernel addresses hidden", SettingProbes::pointers),
          new Probe(
              "leak.dmesg",
              Scope.KERNEL,
              "May everybody read the kernel's log",
              SettingProbes::log),
          new Probe(
              "userfaultfd.unpriv",
              Scope.KERNEL,
              "May unprivileged processes handle page faults of the kernel",
              SettingProbes::userfaultfd),
          new Probe(
              "io_uring", Scope.KERNEL, "Can containers reach io_uring", SettingProbes::ioUring),
          new Probe(
              "tty.ldisc",
              Scope.KERNEL,
              "May unprivileged processes have line disciplines loaded",
              SettingProbes::lineDisciplines),
          new Probe(
              "tty.tiocsti",
              Scope.KERNEL,
              "May processes type into their terminal",
              SettingProbes::tiocsti),
          new Probe("sysrq", Scope.KERNEL, "What may the magic key do", SettingProbes::sysrq));

  private static final long DUMP_SIGNAL_REBOOT = 8 | 64 | 128;

  private SettingProbes() {}

  /** Judges a value; {@code absent} answers where the kernel certainly has no such setting. */
  static Answer setting(Look look, String name, LongFunction<Answer> judge, Answer absent) {
    Got<Long> value = look.sysctl(name);
    if (value.seen()) {
      return judge.apply(value.get());
    }
    return value.absent() ? absent : Answer.unseen(name, value);
  }

  /** Absent because the kernel was built without it, if the configuration says so. */
  private static Answer unbuilt(Look look, String symbol, String name) {
    return KernelConfig.of(look).unset(symbol)
        ? Answer.pass(null, "the kernel was built without it (" + symbol + "=n)")
        : Answer.unknown(
            name + " is not there, and whether the kernel has the feature was not seen");
  }

  private static Answer bpf(Look look) {
    String name = "kernel.unprivileged_bpf_disabled";
    Answer absent =
        Release.of(look).before(4, 4)
            ? Answer.pass(null, "kernels before 4.4 have no unprivileged BPF")
            : unbuilt(look, "BPF_SYSCALL", name);
    return setting(
        look,
        name,
        v ->
            v == 0
                ? Answer.fail(v, "every process may load BPF programs")
                : Answer.pass(v, "only privileged processes may"),
        absent);
  }

  private static Answer jit(Look look) {
    return setting(
        look,
        "net.core.bpf_jit_harden",
        v ->
            v >= 1
                ? Answer.pass(v, "hidden")
                : Answer.fail(v, "a program's constants can be made to run as code"),
        Answer.notApplicable("the kernel compiles no BPF programs"));
  }

  private static Answer perf(Look look) {
    String name = "kernel.perf_event_paranoid";
    return setting(
        look,
        name,
        v ->
            v >= 2
                ? Answer.pass(v, "unprivileged processes see no kernel events")
                : Answer.fail(v, "unprivileged processes measure the kernel"),
        unbuilt(look, "PERF_EVENTS", name));
  }

  private static Answer pointers(Look look) {
    return setting(
        look,
        "kernel.kptr_restrict",
        v -> {
          if (v >= 1) {
            return Answer.pass(v, "hidden");
          }
          boolean open = look.sysctl("kernel.perf_event_paranoid").map(p -> p <= 1).or(false);
          return open
              ? Answer.fail(v, "unprivileged processes can read kernel addresses")
              : Answer.warn(v, "addresses are hashed, and hidden from unprivileged processes only");
        },
        Answer.unknown("kernel.kptr_restrict is not there"));
  }

  private static Answer log(Look look) {
    return setting(
        look,
        "kernel.dmesg_restrict",
        v ->
            v >= 1
                ? Answer.pass(v, "only privileged processes may")
                : Answer.fail(v, "everybody may, addresses and all"),
        Answer.unknown("kernel.dmesg_restrict is not there"));
  }

  private static Answer userfaultfd(Look look) {
    String name = "vm.unprivileged_userfaultfd";
    return setting(
        look,
        name,
        v ->
            v == 0
                ? Answer.pass(v, "only of their own")
                : Answer.fail(v, "races in the kernel can be stretched at will"),
        unbuilt(look, "USERFAULTFD", name));
  }

  private static Answer ioUring(Look look) {
    String name = "kernel.io_uring_disabled";
    return setting(
        look,
        name,
        v ->
            v >= 1
                ? Answer.pass(v, "switched off for unprivileged processes, or for all")
                : openRings(look, v),
        KernelConfig.of(look).set("IO_URING")
            ? openRings(look, null)
            : unbuilt(look, "IO_URING", name));
  }

  /** Kernels before 6.6 have it without the setting: then there is no value. */
  private static Answer openRings(Look look, @Nullable Object v) {
    Optional<List<Box>> boxes = BoxStatus.boxes(look).filter(b -> !b.isEmpty());
    if (boxes.isEmpty()) {
      return Answer.warn(v, "open to every process without a filter");
    }
    boolean unseen = false;
    for (Box box : boxes.get()) {
      Got<Boolean> filtered = BoxStatus.filtered(look, box);
      unseen |= !filtered.seen();
      if (!filtered.or(true)) {
        return Answer.fail(v, "a running container has no filter and reaches it");
      }
    }
    if (unseen) {
      return Answer.warn(v, "open, and a container's filter was not seen");
    }
    EngineRelease engine = EngineRelease.parse(look.engine().version());
    return engine.known() && !engine.atLeast(25, 0, 0)
        ? Answer.warn(v, "open, and the filter of engines before 25.0 lets it pass")
        : Answer.pass(v, "open, and every container is filtered");
  }

  private static Answer lineDisciplines(Look look) {
    return setting(
        look,
        "dev.tty.ldisc_autoload",
        v ->
            v == 0
                ? Answer.pass(v, "only privileged ones may")
                : Answer.fail(v, "old drivers are loaded at an ioctl of anybody"),
        Answer.unknown("dev.tty.ldisc_autoload is not there; kernels before 5.1 have none"));
  }

  private static Answer tiocsti(Look look) {
    return setting(
        look,
        "dev.tty.legacy_tiocsti",
        v ->
            v == 0
                ? Answer.pass(v, "only privileged ones may")
                : Answer.warn(v, "a program can type into the terminal it was started from"),
        Answer.unknown("dev.tty.legacy_tiocsti is not there; kernels before 6.2 allow it always"));
  }

  private static Answer sysrq(Look look) {
    return setting(
        look,
        "kernel.sysrq",
        v -> {
          if (v == 1) {
            return Answer.fail(v, "everything, from the keyboard or a serial console");
          }
          return (v & DUMP_SIGNAL_REBOOT) == 0
              ? Answer.pass(v, "nothing that harms")
              : Answer.warn(v, "dump, kill or reboot, from the keyboard or a serial console");
        },
        Answer.pass(null, "the kernel has no magic key"));
  }
}
