package io.bulkhead.audit;

import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.Collection;
import java.util.List;

/** Judges a snapshot by a list of checks. */
public final class Audit {
  private Audit() {}

  /** One finding per check, in the order given, for a site without a policy. */
  public static List<Finding> judge(HostSnapshot host, Collection<? extends Check> checks) {
    return judge(host, Policy.DEFAULT, checks);
  }

  /** One finding per check, in the order given. */
  public static List<Finding> judge(
      HostSnapshot host, Policy policy, Collection<? extends Check> checks) {
    return checks.stream()
        .map(check -> new Finding(check.meta(), verdictOf(check, host, policy)))
        .toList();
  }

  /** A check that throws is a bug of ours, but it must not hide what the other checks found. */
  private static Verdict verdictOf(Check check, HostSnapshot host, Policy policy) {
    try {
      return check.judge(host, policy);
    } catch (RuntimeException bug) {
      return Verdict.undetermined(
          "the check itself failed, please report this: "
              + bug.getClass().getSimpleName()
              + ": "
              + bug.getMessage());
    }
  }
}
