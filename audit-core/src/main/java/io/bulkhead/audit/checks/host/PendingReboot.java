package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.Kernel.InstalledKernel;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The running kernel is the newest one installed, and the distribution asks for no reboot. */
final class PendingReboot implements Check {
  private static final CheckMeta META =
      check("HST-003", "Running kernel is the newest installed one", Severity.MEDIUM)
          .passesWhen(
              "no newer kernel of the running one's kind is installed, and the"
                  + " distribution asks for no reboot")
          .because(
              "Containers share the kernel: holes that an update has closed on disk stay open until"
                  + " the host boots it.")
          .advise("Plan a reboot: `systemctl reboot`.")
          .mayBreak("Containers without a restart policy stay down after the reboot.")
          .see("uname(2)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return Presence.noKernel(host).orElseGet(() -> running(host.kernel()));
  }

  private static Verdict running(Kernel kernel) {
    if (kernel.container().seen().isPresent()) {
      return Verdict.undetermined(
          "Bulkhead runs in a container, whose /boot is not the host's",
          Evidence.of(kernel.container().origin(), kernel.container().seen().orElseThrow()));
    }
    return kernel
        .release()
        .fold(
            release -> mark(kernel, release),
            none -> Verdict.undetermined("the kernel's release is not known"),
            Verdict::undetermined);
  }

  private static Verdict mark(Kernel kernel, Reading.Present<String> release) {
    Reading<Boolean> mark = kernel.rebootRequired();
    Evidence runs = Evidence.of(release.origin(), release.value());
    if (mark.seen().orElse(false)) {
      return Verdict.fail(
          "the distribution asks for a reboot", Evidence.of(mark.origin(), "present"), runs);
    }
    return kernel
        .installed()
        .fold(
            seen -> compare(kernel, release.value(), seen, runs),
            none -> Verdict.undetermined("no installed kernel was found to compare with", runs),
            Verdict::undetermined);
  }

  private static Verdict compare(
      Kernel kernel,
      String release,
      Reading.Present<List<InstalledKernel>> installed,
      Evidence runs) {
    String flavour = KernelFlavour.of(release);
    List<InstalledKernel> same =
        installed.value().stream()
            .filter(k -> !k.version().contains("rescue"))
            .filter(k -> KernelFlavour.of(k.version()).equals(flavour))
            .sorted(Comparator.comparing(InstalledKernel::version, VersionOrder.INSTANCE))
            .toList();
    if (same.isEmpty()) {
      return Verdict.undetermined(
          "no installed kernel of the running one's kind was found; a virtual machine may get its"
              + " kernel from outside",
          runs,
          Evidence.of(installed.origin(), versions(installed.value())));
    }
    InstalledKernel newest = same.get(same.size() - 1);
    Evidence best = Evidence.of(installed.origin(), newest.version() + " at " + newest.path());
    if (VersionOrder.INSTANCE.compare(newest.version(), release) > 0) {
      return Verdict.fail(
          "kernel " + release + " runs, but " + newest.version() + " is installed", runs, best);
    }
    if (same.stream().noneMatch(k -> k.version().equals(release))) {
      return Verdict.undetermined(
          "kernel " + release + " runs, but it is not among the installed ones", runs, best);
    }
    Optional<InstalledKernel> rebuilt = rebuilt(kernel, release, same);
    if (rebuilt.isPresent()) {
      return Verdict.fail(
          "kernel " + release + " on disk is another build than the one that runs",
          Evidence.of(kernel.build().origin(), kernel.build().seen().orElse("")),
          Evidence.of(installed.origin(), rebuilt.get().build() + " at " + rebuilt.get().path()));
    }
    return kernel
        .rebootRequired()
        .fold(
            p -> Verdict.pass("kernel " + release + " is the newest installed", runs, best),
            none -> Verdict.pass("kernel " + release + " is the newest installed", runs, best),
            Verdict::undetermined);
  }

  /** An update may keep the release's name: the image then carries another build banner. */
  private static Optional<InstalledKernel> rebuilt(
      Kernel kernel, String release, List<InstalledKernel> same) {
    Optional<String> running = kernel.build().seen();
    return same.stream()
        .filter(k -> k.version().equals(release) && !k.build().isEmpty())
        .filter(k -> running.isPresent() && !sameBuild(k.build(), running.get()))
        .findFirst();
  }

  /** {@code uname -v} holds 64 characters; a longer banner is cut there. */
  private static boolean sameBuild(String onDisk, String running) {
    return onDisk.equals(running) || (running.length() >= 64 && onDisk.startsWith(running));
  }

  private static String versions(List<InstalledKernel> all) {
    return all.isEmpty()
        ? "none"
        : String.join(", ", all.stream().map(InstalledKernel::version).toList());
  }
}
