package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** A row: a switch of the daemon must be on or off, as it is in effect. */
final class SettingCheck implements Check {
  private final CheckMeta meta;
  private final String key;
  private final boolean wanted;

  SettingCheck(CheckMeta meta, String key, boolean wanted) {
    this.meta = meta;
    this.key = key;
    this.wanted = wanted;
  }

  @Override
  public CheckMeta meta() {
    return meta;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return Presence.notHere(host)
        .filter(none -> Presence.noEngine(host))
        .orElseGet(() -> judge(Effective.lasting(host, key, v -> v.isTrue() != wanted)));
  }

  private Verdict judge(Effective setting) {
    return setting
        .reading()
        .fold(
            seen -> {
              boolean on = seen.value().isTrue();
              String says = key + " is " + on + setting.when();
              return on == wanted
                  ? Verdict.pass(says, setting.evidence())
                  : Verdict.fail(says + ", " + wanted + " expected", setting.evidence());
            },
            none ->
                Verdict.undetermined(
                    "which value " + key + " has was not seen", setting.evidence()),
            setting::undetermined);
  }
}
