package io.bulkhead.audit.checks.probes;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProbeResult;
import java.util.ArrayList;
import java.util.List;

/**
 * A check that one or several probes answer.
 *
 * @param probes ids, in the order in which they are weighed
 * @param onWarning what a warning counts as: a failure, or a matter for a person to decide
 */
record ProbeCheck(CheckMeta meta, List<String> probes, Outcome onWarning) implements Check {
  /** As much as a report shows; `bulkhead probe ID` shows the rest. */
  private static final int QUOTED = 6;

  static ProbeCheck of(CheckMeta meta, String... probes) {
    return new ProbeCheck(meta, List.of(probes), Outcome.FAIL);
  }

  /** The same check, where a warning is for a person to decide. */
  ProbeCheck warningsAreManual() {
    return new ProbeCheck(meta, probes, Outcome.MANUAL);
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return Presence.noKernel(host).orElseGet(() -> Verdict.over(grounds(host), "no probe"));
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
