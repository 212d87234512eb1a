package io.bulkhead.remediate.plan;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.Undoing;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.json.PlanJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a plan of what was taken back on paper. */
final class BackPlan {
  private final WayBack way;
  private final Picks picks;
  private final Undone undone;
  private final Optional<HostSnapshot> host;
  private final Map<Integer, String> oneWay = new TreeMap<>();
  private final SortedSet<CheckId> comingBack = new TreeSet<>();
  private final SortedSet<CheckId> fixedAgain = new TreeSet<>();

  BackPlan(WayBack way) {
    this.way = way;
    this.picks = way.picks();
    this.undone = way.undone();
    this.host = way.host();
    this.oneWay.putAll(undone.oneWay());
  }

  /**
   * @param conflicts all that were found
   * @param stops sentences about what stops the rollback; empty if it may be done
   */
  Rollback rollback(List<Rollback.Conflict> conflicts, List<String> dependents, List<String> stops)
      throws RemediationException {
    EngineWork engine = engine().withSockets(Units.ofSocket(way.files()));
    Contents contents = new Contents();
    List<Step> steps = new ArrayList<>();
    way.scratch().steps(steps, contents);
    secrets(contents);
    if (host.isPresent() && host.get().vantage().live()) {
      for (Step.Reread step : Rereads.of(way.files())) {
        steps.add(
            new Step.Reread(
                steps.size() + 1, step.changes(), step.reader(), step.names(), step.present()));
      }
    }
    way.scratch().values(steps);
    way.scratch().removals(steps);
    engineSteps(steps, engine);
    Optional<FactBook> facts = host.map(seen -> new FactBook(seen, way.desk()));
    List<Change> changes = changes(engine, facts);
    Plan plan = plan(changes, steps, engine, facts, stops);
    return new Rollback(
        new Prepared(plan, contents),
        picks.sets(),
        conflicts,
        dependents,
        undone.overwritten(),
        oneWay.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList(),
        comingBack,
        fixedAgain);
  }

  /** What was made secretly stays secret when it is deleted. */
  private void secrets(Contents contents) {
    for (Edit edit : undone.edits()) {
      if (edit instanceof Edit.Mint mint && mint.made().secret()) {
        contents.putSecret(way.desk().file(mint.target()).content());
      }
    }
  }

  private EngineWork engine() throws RemediationException {
    Set<String> keys = new LinkedHashSet<>();
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    String file = "";
    for (Part part : picks.parts()) {
      EngineAction then = picks.detail(part.set()).plan().engine();
      file = then.configFile().isEmpty() ? file : then.configFile();
      for (String key : Draft.keys(undone.edits(part))) {
        keys.add(key);
        ConfigValue value = then.previous().get(key);
        if (value != null) {
          values.put(key, value);
        }
      }
    }
    if (host.isEmpty()) {
      Daemon.Control none = new Daemon.Control(Daemon.ControlKind.NONE, "", "not looked at");
      return new EngineWork(
          Optional.empty(),
          new EngineAction(Kind.NONE, none, file, Map.of(), Map.of(), List.of(), false),
          List.of());
    }
    return EngineWork.of(host.get(), new EngineWork.Wanted(kind(host.get()), file, values, keys));
  }

  /** As much of the engine as the undone changes needed. */
  private Kind kind(HostSnapshot seen) throws RemediationException {
    if (!seen.vantage().live() || seen.daemon().process().seen().isEmpty()) {
      return Kind.NONE;
    }
    Kind needed = Kind.NONE;
    for (Part part : undoneParts()) {
      Kind one = picks.change(part).engine();
      needed = one.compareTo(needed) > 0 ? one : needed;
    }
    if (needed == Kind.NONE) {
      return Kind.NONE;
    }
    Daemon.ControlKind control = seen.daemon().control().kind();
    if (control == Daemon.ControlKind.UNKNOWN || control == Daemon.ControlKind.NONE) {
      return Kind.RESTART_BY_HAND;
    }
    return needed == Kind.RELOAD && EngineWork.reloads(seen) ? Kind.RELOAD : Kind.RESTART;
  }

  private List<Part> undoneParts() {
    return picks.parts().stream().filter(part -> !undone.edits(part).isEmpty()).toList();
  }

  private void engineSteps(List<Step> steps, EngineWork engine) throws RemediationException {
    List<Integer> numbers = new ArrayList<>();
    for (Part part : undoneParts()) {
      if (picks.change(part).engine() != Kind.NONE) {
        numbers.add(undone.number(part));
      }
    }
    engine.first().ifPresent(a -> steps.add(new Step.Engine(steps.size() + 1, numbers, a)));
    Kind kind = engine.action().kind();
    if (kind == Kind.RELOAD || kind == Kind.RESTART) {
      steps.add(new Step.Engine(steps.size() + 1, numbers, engine.action()));
    }
  }

  private List<Change> changes(EngineWork engine, Optional<FactBook> facts)
      throws RemediationException {
    List<Change> changes = new ArrayList<>();
    for (Part part : undoneParts()) {
      SetDetail set = picks.detail(part.set());
      Change then = picks.change(part);
      boolean again = picks.depth(set.summary()) % 2 == 1;
      (again ? fixedAgain : comingBack).addAll(then.fixes());
      if (then.undo() instanceof Undo.OneWay way) {
        oneWay.putIfAbsent(undone.number(part), way.why());
      }
      changes.add(change(part, then, engine, facts));
    }
    changes.sort(Comparator.comparing(Change::number));
    return changes;
  }

  private Change change(Part part, Change then, EngineWork engine, Optional<FactBook> facts) {
    Kind kind = then.engine() == Kind.NONE ? Kind.NONE : engine.action().kind();
    List<Edit> edits = undone.edits(part);
    String from = picks.sets().size() > 1 ? "  (" + part + ")" : "";
    return new Change(
        undone.number(part),
        then.fixes(),
        then.sign() == '+' ? '-' : then.sign() == '-' ? '+' : '~',
        then.what() + from,
        Backwards.values(then.values()),
        edits,
        kind,
        Opening.only(edits) ? Access.NONE : then.access(),
        Composer.undo(new Undo.Exact(), kind, engine.stopping()),
        Minted.ends(edits) ? "deletes keys and certificates for good" : "",
        List.of(),
        facts.map(book -> book.bind(edits, kind, engine.action().containers())).orElse(List.of()));
  }

  private Plan plan(
      List<Change> changes,
      List<Step> steps,
      EngineWork engine,
      Optional<FactBook> facts,
      List<String> stops)
      throws RemediationException {
    SetDetail newest = picks.detail(picks.newest());
    String created = host.map(h -> h.vantage().takenAt()).orElse(newest.summary().at());
    return PlanJson.sealed(
        new Plan(
            "",
            undoes(),
            host.map(PlanHead::of).orElse(newest.plan().host()),
            created,
            PlanHead.expires(created),
            host.map(h -> h.vantage().tool()).orElse(newest.plan().tool()),
            RulePack.DIGEST,
            facts.map(FactBook::facts).orElse(List.of()),
            changes,
            steps,
            engine.action(),
            new BackDiffs(way).all(steps),
            List.of(),
            undone.kept(),
            stops,
            new Plan.Summary(0, 0, 0, 0, 0)));
  }

  private List<Undoing> undoes() {
    return picks.parts().stream()
        .filter(part -> !undone.edits(part).isEmpty() || undone.settled(part))
        .map(part -> new Undoing(undone.number(part), part.set(), part.change()))
        .toList();
  }
}
