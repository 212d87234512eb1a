package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.Optional;

/**
 * A row: a setting of the daemon, as it is in effect, has nothing to object to.
 *
 * @param key as in daemon.json
 */
record ValueCheck(CheckMeta meta, String key, Objection objection) implements PolicyCheck {

  /** What is wrong with a value. */
  @FunctionalInterface
  interface Objection {
    /** What was expected instead; empty if the value is fine. */
    Optional<String> to(ConfigValue value, Policy policy);
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    if (missing(host, key)) {
      return Verdict.notApplicable(
          "Docker Engine " + host.daemon().version() + " has no setting " + key);
    }
    Effective setting =
        Effective.lasting(host, key, value -> objection.to(value, policy).isPresent());
    return setting
        .reading()
        .fold(
            seen -> judge(setting, seen.value(), policy),
            none ->
                Verdict.undetermined(
                    "which value " + key + " has was not seen", setting.evidence()),
            setting::undetermined);
  }

  /** True if the settings of this version were seen, and it has none of that name. */
  static boolean missing(HostSnapshot host, String key) {
    return !host.daemon().version().isEmpty()
        && !host.daemon().settings().isEmpty()
        && !host.daemon().settings().containsKey(key);
  }

  private Verdict judge(Effective setting, ConfigValue value, Policy policy) {
    String text = value instanceof ConfigValue.Null ? "" : value.text();
    boolean empty = text.isEmpty() || text.equals("[]") || text.equals("{}");
    String says = key + (empty ? " is not set" : " is " + text) + setting.when();
    Evidence evidence = setting.evidence();
    return objection
        .to(value, policy)
        .map(expected -> Verdict.fail(says + ", " + expected + " expected", evidence))
        .orElseGet(() -> Verdict.pass(says, evidence));
  }
}
