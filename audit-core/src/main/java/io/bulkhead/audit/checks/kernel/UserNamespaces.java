package io.bulkhead.audit.checks.kernel;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Modes;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Optional;

/** The kernel allows the user namespaces that this engine's way of running needs. */
final class UserNamespaces implements Check {
  private static final String MAX = "user.max_user_namespaces";
  private static final String UNPRIVILEGED = "kernel.unprivileged_userns_clone";
  private static final CheckMeta META =
      check("KRN-003", "Kernel allows the user namespaces this engine needs", Severity.LOW)
          .passesWhen("user namespaces can be made where this engine needs them")
          .because(
              "A rootless engine, or one that maps container users, does not start without them, and"
                  + " the way around is an engine with full privileges.")
          .advise("Run `sysctl -w " + MAX + "=15000`, with a lasting entry in /etc/sysctl.d.")
          .mayBreak("More of the kernel becomes reachable for local users.")
          .see("user_namespaces(7)", "namespaces(7)", "docs.docker.com: Rootless mode");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    Optional<Verdict> nothing = Presence.noKernel(host);
    if (nothing.isPresent()) {
      return nothing.get();
    }
    Effective remap = Effective.of(host, "userns-remap");
    boolean rootless = Modes.rootless(host);
    boolean planned =
        host.daemon()
            .setting("userns-remap")
            .nextStart()
            .seen()
            .filter(v -> v instanceof ConfigValue.Text t && !t.value().isEmpty())
            .isPresent();
    if (!rootless && !planned && !Modes.remapped(host)) {
      return unneeded(host, remap);
    }
    return enough(host, rootless);
  }

  private static Verdict unneeded(HostSnapshot host, Effective remap) {
    boolean known =
        host.engine().info().seen().isPresent()
            || remap.reading().seen().isPresent()
            || Presence.noEngine(host);
    return known
        ? Verdict.notApplicable("no engine here uses user namespaces", remap.evidence())
        : Verdict.undetermined(
            "whether the engine uses user namespaces was not seen", remap.evidence());
  }

  private static Verdict enough(HostSnapshot host, boolean rootless) {
    Reading<String> unprivileged = host.kernel().sysctl(UNPRIVILEGED);
    if (rootless && unprivileged.seen().filter("0"::equals).isPresent()) {
      return Verdict.fail(
          UNPRIVILEGED + " is 0, and a rootless engine needs 1", Grounds.evidence(unprivileged));
    }
    Reading<String> max = host.kernel().sysctl(MAX);
    Evidence says = Grounds.evidence(max);
    return max.fold(
        seen ->
            seen.value().equals("0")
                ? Verdict.fail(MAX + " is 0, so no user namespace can be made", says)
                : Verdict.pass(MAX + " is " + seen.value(), says),
        none -> Verdict.undetermined("the kernel does not say how many are allowed", says),
        Verdict::undetermined);
  }
}
