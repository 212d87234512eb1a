package io.bulkhead.remediate;

import io.bulkhead.audit.CheckId;
import java.util.List;

/**
 * One decision for the operator.
 *
 * @param number 1…n, stable inside the set
 * @param fixes the checks it cures
 * @param sign {@code +} adds, {@code -} removes, {@code ~} modifies
 * @param what what is changed, for example {@code daemon.json icc}
 * @param values from and to, for example {@code true → false}
 * @param edits logical changes
 * @param engine what the engine must do for it to take effect
 * @param access which way in it can cut off
 * @param undo how exactly it can be undone
 * @param breaks what may stop working, one sentence; empty if nothing is known
 * @param affected who is hit, one line each: containers, clients
 * @param facts ids of the facts it depends on
 */
public record Change(
    int number,
    List<CheckId> fixes,
    char sign,
    String what,
    String values,
    List<Edit> edits,
    EngineAction.Kind engine,
    Access access,
    Undo undo,
    String breaks,
    List<String> affected,
    List<String> facts) {
  public Change {
    fixes = List.copyOf(fixes);
    edits = List.copyOf(edits);
    affected = List.copyOf(affected);
    facts = List.copyOf(facts);
  }
}
