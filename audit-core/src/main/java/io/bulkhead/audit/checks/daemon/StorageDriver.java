package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.EngineAge;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Set;

/**
 * A row: the storage driver in use is none of those that nobody looks after.
 *
 * @param refused drivers
 * @param gone first engine version without any of them; empty if there is none
 */
record StorageDriver(CheckMeta meta, Set<String> refused, String gone) implements Check {
  StorageDriver {
    refused = Set.copyOf(refused);
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    EngineAge age = EngineAge.of(host);
    if (!gone.isEmpty() && age.atLeast(gone)) {
      return Verdict.notApplicable("engines since " + gone + " have no such driver");
    }
    Reading<Engine.Info> info = host.engine().info();
    if (info.seen().isPresent()) {
      String driver = info.seen().get().storageDriver();
      return judge(driver, Evidence.of(info.origin(), "Driver " + driver));
    }
    Effective setting = Effective.of(host, "storage-driver");
    return setting
        .reading()
        .fold(
            seen ->
                seen.value().text().isEmpty()
                    ? Verdict.undetermined(
                        "the engine chooses its storage driver, and none answers",
                        setting.evidence())
                    : judge(seen.value().text(), setting.evidence()),
            none -> Verdict.undetermined("no engine answers", setting.evidence()),
            setting::undetermined);
  }

  private Verdict judge(String driver, Evidence evidence) {
    return refused.contains(driver)
        ? Verdict.fail("the storage driver is " + driver + ", which nobody looks after", evidence)
        : Verdict.pass("the storage driver is " + driver, evidence);
  }
}
