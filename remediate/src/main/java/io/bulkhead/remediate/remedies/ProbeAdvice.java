package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.checks.probes.ProbeChecks;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Steps for what probes found, where nothing carries them out. */
final class ProbeAdvice {
  private ProbeAdvice() {}

  /** One for every check of a probe that none of the others cures. */
  static List<Remedy> beside(List<Remedy> others) {
    Set<CheckId> cured = others.stream().map(Remedy::cures).collect(Collectors.toSet());
    List<Remedy> advice = new ArrayList<>();
    for (Check check : ProbeChecks.ALL) {
      if (!cured.contains(check.meta().id())) {
        advice.add(of(check.meta()));
      }
    }
    return advice;
  }

  private static Remedy of(CheckMeta check) {
    String why = "it changes the kernel or the whole host, not only the engine";
    return check.breaks().isEmpty()
        ? OwnHands.always(check.id().value(), why, check.advice())
        : OwnHands.always(
            check.id().value(), why, check.advice(), "what may break: " + check.breaks());
  }
}
