package io.bulkhead.audit.checks.kernel;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The kernel can filter system calls. */
final class SeccompSupport implements Check {
  private static final int FILTER = 2;
  private static final CheckMeta META =
      check("KRN-001", "Kernel can filter system calls", Severity.HIGH)
          .passesWhen("the kernel has seccomp's filter mode with the action errno")
          .because(
              "Without CONFIG_SECCOMP_FILTER the engine starts containers with every system call"
                  + " open, and says so in a warning only.")
          .advise(
              "Boot a kernel of the distribution; a kernel of your own needs CONFIG_SECCOMP_FILTER=y.")
          .mayBreak("The host has to be rebooted.")
          .see("seccomp(2)", "docs.docker.com: Seccomp security profiles");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return Presence.noKernel(host)
        .orElseGet(
            () ->
                host.kernel()
                    .seccompActions()
                    .fold(
                        SeccompSupport::known,
                        none ->
                            inUse(host)
                                .orElseGet(
                                    () ->
                                        Verdict.fail(
                                            "the kernel has no seccomp filter mode",
                                            Evidence.of(none.origin(), "absent"))),
                        unseen -> inUse(host).orElseGet(() -> Verdict.undetermined(unseen))));
  }

  private static Verdict known(Reading.Present<List<String>> seen) {
    Evidence says = Evidence.of(seen.origin(), String.join(" ", seen.value()));
    return seen.value().contains("errno")
        ? Verdict.pass("the kernel has seccomp filter mode", says)
        : Verdict.fail("the kernel's seccomp knows no action 'errno'", says);
  }

  /** Kernels before 4.14 have the mode without the list: a filtered process proves it. */
  private static Optional<Verdict> inUse(HostSnapshot host) {
    return host.processes().values().stream()
        .flatMap(r -> r.seen().stream().map(f -> Evidence.of(r.origin(), seccomp(f))))
        .filter(e -> e.said().equals("Seccomp " + FILTER))
        .min(Comparator.comparing(Evidence::source))
        .map(e -> Verdict.pass("the kernel filters system calls of a running process", e));
  }

  private static String seccomp(ProcessFacts facts) {
    return "Seccomp " + facts.seccomp();
  }
}
