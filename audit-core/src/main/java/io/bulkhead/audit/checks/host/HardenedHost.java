package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.probes.ProbeChecks;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Software.Stated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody has hardened the host's own system and says so; what was seen is shown beside it. */
final class HardenedHost implements PolicyCheck {
  private static final CheckMeta META =
      check("HST-100", "The host's own system follows a baseline", Severity.MEDIUM)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "the policy states, within the last year, which baseline the host's system follows")
          .because(
              "Whoever gets into the host around the engine has all containers, however well those"
                  + " are locked in.")
          .advise(
              "Follow a baseline for your distribution (its CIS benchmark, DISA STIG), then state"
                  + " the day in the policy: host.baseline-attested: [\"2026-11-01 CIS Debian 12\"].")
          .mayBreak("Services that the baseline restricts.")
          .see("cisecurity.org: CIS Benchmarks for operating systems", "CIS 1.2.1");

  /** A statement older than this has to be made again. */
  private static final long VALID_DAYS = 365;

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    List<Evidence> evidence = new ArrayList<>();
    List<String> attested = policy.get(HostValues.BASELINE);
    Optional<String> newest = attested.stream().max(String::compareTo);
    newest.ifPresent(a -> evidence.add(Evidence.of(policy.origin(HostValues.BASELINE), a)));
    gathered(host, evidence);
    Evidence[] all = evidence.toArray(new Evidence[0]);
    if (evidence.isEmpty()) {
      return Verdict.undetermined("nothing was seen of the host's own system");
    }
    if (newest.isEmpty()) {
      return Verdict.manual(
          "only a person can say which baseline the host follows; what was seen of it is below",
          all);
    }
    String day = newest.get().split(" ", 2)[0];
    boolean ahead = day.compareTo(host.vantage().takenAt().substring(0, 10)) > 0;
    return ahead || TableDate.older(day, host.vantage().takenAt(), VALID_DAYS)
        ? Verdict.manual(
            "the statement of " + day + " is not from the last " + VALID_DAYS + " days: look again",
            all)
        : Verdict.pass("stated for " + newest.get(), all);
  }

  private static void gathered(HostSnapshot host, List<Evidence> evidence) {
    host.os()
        .seen()
        .ifPresent(os -> evidence.add(Evidence.of(host.os().origin(), os.prettyName())));
    for (Stated one : host.software().baseline()) {
      evidence.add(Evidence.of(Origin.observed(one.where()), one.name() + " " + one.value()));
    }
    long open =
        ProbeChecks.ALL.stream()
            .filter(c -> c.meta().id().group().equals("KRN"))
            .filter(c -> c.judge(host).outcome() == io.bulkhead.audit.Outcome.FAIL)
            .count();
    if (host.probes().values().stream().anyMatch(p -> p.judgement() != Judgement.UNKNOWN)) {
      evidence.add(
          Evidence.of(
              Origin.derived("checks KRN-004 to KRN-052"), open + " of the kernel's checks fail"));
    }
  }
}
