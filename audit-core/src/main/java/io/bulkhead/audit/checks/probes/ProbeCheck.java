package io.bulkhead.audit.checks.probes;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.SiteValue;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A check that one or several probes answer.
 *
 * @param probes ids, in the order in which they are weighed
 * @param onWarning what a warning counts as: a failure, or a matter for a person to decide
 * @param intended what a site says that does on purpose what would fail here
 */
record ProbeCheck(
    CheckMeta meta, List<String> probes, Outcome onWarning, Optional<SiteValue<Boolean>> intended)
    implements Check {
  /** As much as a report shows; `bulkhead probe ID` shows the rest. */
  private static final int QUOTED = 6;

  static ProbeCheck of(CheckMeta meta, String... probes) {
    return new ProbeCheck(meta, List.of(probes), Outcome.FAIL, Optional.empty());
  }

  /** The same check, where a warning is for a person to decide. */
  ProbeCheck warningsAreManual() {
    return new ProbeCheck(meta, probes, Outcome.MANUAL, intended);
  }

  /** The same check, which has nothing to judge where the site says that it is meant so. */
  ProbeCheck unless(SiteValue<Boolean> flag) {
    return new ProbeCheck(meta, probes, onWarning, Optional.of(flag));
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return Presence.noKernel(host).orElseGet(() -> Verdict.over(grounds(host), "no probe"));
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    Verdict verdict = judge(host);
    Optional<SiteValue<Boolean>> meant = intended.filter(policy::get);
    return verdict.outcome() == Outcome.FAIL && meant.isPresent()
        ? Verdict.notApplicable(
            "meant so by the policy (" + meant.get().name() + ")",
            Evidence.of(policy.origin(meant.get()), "true"))
        : verdict;
  }

  private List<Ground> grounds(HostSnapshot host) {
    List<Ground> grounds = new ArrayList<>();
    for (String id : probes) {
      ProbeResult result = host.probe(id);
      grounds.add(
          new Ground(
              probes.size() > 1 ? id : "",
              outcome(result.judgement()),
              result.says(),
              evidence(result)));
    }
    return grounds;
  }

  /** A fact without good or bad is nothing to judge. */
  private Outcome outcome(Judgement judgement) {
    return switch (judgement) {
      case PASS -> Outcome.PASS;
      case WARN -> onWarning;
      case FAIL -> Outcome.FAIL;
      case INFO, NOT_APPLICABLE -> Outcome.NOT_APPLICABLE;
      case UNKNOWN -> Outcome.UNDETERMINED;
    };
  }

  /** The value first, then what it was read from. */
  private static List<Evidence> evidence(ProbeResult result) {
    List<Evidence> evidence = new ArrayList<>();
    if (!(result.value() instanceof ConfigValue.Null)) {
      Origin probe = Origin.observed("bulkhead probe " + result.id());
      evidence.add(Evidence.of(probe, result.value().text()));
    }
    for (ProbeResult.Seen seen : result.evidence()) {
      if (evidence.size() < QUOTED) {
        evidence.add(Evidence.of(seen.origin(), seen.said()));
      }
    }
    return evidence;
  }
}
