package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a plan does to the engine and to the containers that run. */
public final class Impact {
  private Impact() {}

  /** The containers that the plan stops, in the engine's order. */
  public static List<ContainerRun> stopping(Plan plan) {
    EngineAction action = plan.engine();
    boolean restart = action.kind() == Kind.RESTART;
    ConfigValue kept = action.previous().get("live-restore");
    boolean survives =
        !action.stopContainersFirst() && (reloadsFirst(plan) || (kept != null && kept.isTrue()));
    return restart && !survives ? action.containers() : List.of();
  }

  /** True if the engine is reloaded before it is restarted, so that containers stay. */
  public static boolean reloadsFirst(Plan plan) {
    return plan.engine().kind() == Kind.RESTART
        && plan.steps().stream()
            .anyMatch(s -> s instanceof Step.Engine e && e.action().kind() == Kind.RELOAD);
  }

  /** How exactly a fix could be undone if it were made alone now: weaker where containers stop. */
  public static Undo undo(HostSnapshot host, Proposal.Fix fix) {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    Set<String> keys = new LinkedHashSet<>(Draft.keys(fix.edits()));
    for (Edit edit : fix.edits()) {
      if (edit instanceof Edit.Key key && key.path().size() == 1 && key.after() != null) {
        values.put(key.path().get(0), key.after());
      }
    }
    EngineWork work = EngineWork.of(host, new EngineWork.Wanted(fix.engine(), "", values, keys));
    return Composer.undo(fix.undo(), fix.engine(), work.stopping());
  }
}
