package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;

/** A proposal that gives keys of daemon.json new values. */
final class KeyFix {
  private KeyFix() {}

  /** One top-level key gets a value, unless something stands in the way. */
  static Proposal of(
      HostSnapshot host, String key, ConfigValue wanted, String breaks, List<String> affected) {
    return DaemonFile.obstacle(host, key, wanted)
        .<Proposal>map(m -> m)
        .orElseGet(
            () ->
                fix(
                    host,
                    key,
                    wanted,
                    List.of(edit(host, List.of(key), wanted)),
                    new Words(breaks, affected)));
  }

  /** What the plan says about a change. */
  record Words(String breaks, List<String> affected) {}

  /** The planner fills in what the file says before. */
  static Edit edit(HostSnapshot host, List<String> path, ConfigValue after) {
    return new Edit.Key(DaemonFile.path(host), path, null, after);
  }

  static Proposal.Fix fix(
      HostSnapshot host, String key, ConfigValue wanted, List<Edit> edits, Words words) {
    List<String> affected = new ArrayList<>(words.affected());
    return new Proposal.Fix(
        edits,
        DaemonFile.kind(host, key, wanted),
        Access.NONE,
        new Undo.Exact(),
        words.breaks(),
        affected);
  }
}
