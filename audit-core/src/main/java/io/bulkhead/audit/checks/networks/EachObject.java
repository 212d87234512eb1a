package io.bulkhead.audit.checks.networks;

import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.function.Function;

/** What the engine lists: judged where it answers. */
final class EachObject {
  private EachObject() {}

  static <T> Verdict judge(
      HostSnapshot host, Reading<T> listed, Function<Reading.Present<T>, Verdict> judge) {
    return listed.fold(
        judge,
        none -> Verdict.notApplicable("no engine answers"),
        unseen -> Presence.unlisted(host, unseen, "be asked"));
  }
}
