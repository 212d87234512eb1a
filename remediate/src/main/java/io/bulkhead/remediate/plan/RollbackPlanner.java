package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.Undoing;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetState;
import io.bulkhead.remediate.json.PlanJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the way back from a change set, keeping what others changed since. */
public final class RollbackPlanner {
  private static final Set<SetState> GONE =
      Set.of(SetState.OPEN, SetState.UNDONE, SetState.EXPIRED_UNDONE, SetState.FAILED_UNDONE);

  /**
   * Compares before, after and now for every key and attribute of the set. What conflicts is not
   * among the steps; the caller decides whether the rest is undone without it.
   *
   * @param host the host as it is, for the engine and the containers that run; empty with no look
   *     at it, as for another root
   * @throws RemediationException REFUSED if the set cannot be undone, such as one that is undone
   *     already
   */
  public Prepared plan(SetDetail set, Optional<HostSnapshot> host, Targets targets)
      throws RemediationException {
    if (GONE.contains(set.summary().state())) {
      throw new RemediationException(
          RemediationException.Kind.REFUSED,
          set.summary().id() + " cannot be undone: it is " + set.summary().state().word(),
          "bulkhead history");
    }
    Back back = new Back(set, targets, host);
    back.hostSteps();
    EngineWork engine = engine(back, host);
    engineSteps(back, engine);
    FactBook facts = host.map(seen -> new FactBook(seen, back.desk)).orElse(null);
    List<Change> changes = new ArrayList<>();
    for (Change change : set.plan().changes()) {
      List<Edit> edits = back.undone.getOrDefault(change.number(), List.of());
      if (!edits.isEmpty()) {
        changes.add(change(change, edits, engine, host, facts));
      }
    }
    return new Prepared(
        sealed(back, host, changes, engine, facts == null ? List.of() : facts.facts()),
        back.contents);
  }

  private static EngineWork engine(Back back, Optional<HostSnapshot> host) {
    Set<String> keys = new LinkedHashSet<>();
    back.undone.values().stream()
        .flatMap(List::stream)
        .filter(e -> e instanceof Edit.Key)
        .forEach(e -> keys.add(((Edit.Key) e).path().get(0)));
    EngineAction then = back.set.plan().engine();
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    then.previous()
        .forEach(
            (key, value) -> {
              if (keys.contains(key)) {
                values.put(key, value);
              }
            });
    if (host.isEmpty()) {
      Daemon.Control none = new Daemon.Control(Daemon.ControlKind.NONE, "", "not looked at");
      EngineAction nothing =
          new EngineAction(
              Kind.NONE, none, then.configFile(), Map.of(), Map.of(), List.of(), false);
      return new EngineWork(Optional.empty(), nothing, List.of());
    }
    Kind kind = kind(back, host.get());
    boolean unitFiles =
        back.undone.values().stream().flatMap(List::stream).anyMatch(e -> e instanceof Edit.Flag);
    return EngineWork.of(host.get(), new EngineWork.Wanted(kind, then.configFile(), values, keys))
        .withUnitFiles(unitFiles);
  }

  /** As much of the engine as the undone changes needed. */
  private static Kind kind(Back back, HostSnapshot host) {
    if (!host.vantage().live() || host.daemon().process().seen().isEmpty()) {
      return Kind.NONE;
    }
    Kind needed =
        back.set.plan().changes().stream()
            .filter(change -> back.undone.containsKey(change.number()))
            .map(Change::engine)
            .max(Comparator.naturalOrder())
            .orElse(Kind.NONE);
    Daemon.ControlKind control = host.daemon().control().kind();
    boolean drivable = control != Daemon.ControlKind.UNKNOWN && control != Daemon.ControlKind.NONE;
    if (needed == Kind.NONE) {
      return Kind.NONE;
    }
    if (!drivable) {
      return Kind.RESTART_BY_HAND;
    }
    return needed == Kind.RELOAD && EngineWork.reloads(host) ? Kind.RELOAD : Kind.RESTART;
  }

  private static void engineSteps(Back back, EngineWork engine) {
    List<Integer> numbers =
        back.set.plan().changes().stream()
            .filter(c -> c.engine() != Kind.NONE && back.undone.containsKey(c.number()))
            .map(Change::number)
            .toList();
    engine.first().ifPresent(a -> back.add(new Step.Engine(back.next(), numbers, a)));
    Kind kind = engine.action().kind();
    if (kind == Kind.RELOAD || kind == Kind.RESTART) {
      back.add(new Step.Engine(back.next(), numbers, engine.action()));
    }
  }

  private static Change change(
      Change then,
      List<Edit> edits,
      EngineWork engine,
      Optional<HostSnapshot> host,
      @org.jspecify.annotations.Nullable FactBook facts) {
    Kind kind = then.engine() == Kind.NONE ? Kind.NONE : engine.action().kind();
    Change back =
        new Change(
            then.number(),
            then.fixes(),
            then.sign() == '+' ? '-' : then.sign() == '-' ? '+' : '~',
            then.what(),
            reversed(then.values()),
            edits,
            kind,
            then.access(),
            undo(kind, engine.stopping()),
            "brings back " + String.join(", ", then.fixes().stream().map(String::valueOf).toList()),
            List.of(),
            List.of());
    if (facts == null || host.isEmpty()) {
      return back;
    }
    return new Change(
        back.number(),
        back.fixes(),
        back.sign(),
        back.what(),
        back.values(),
        back.edits(),
        back.engine(),
        back.access(),
        back.undo(),
        back.breaks(),
        back.affected(),
        facts.bind(edits, kind, engine.action().containers()));
  }

  /** {@code true → false} backwards; {@code + max-size=10m} becomes a minus. */
  private static String reversed(String values) {
    int arrow = values.indexOf(" → ");
    if (values.startsWith("+ ")) {
      return "- " + values.substring(2);
    }
    return arrow < 0 || values.indexOf(", ") >= 0
        ? values + ", backwards"
        : values.substring(arrow + 3) + " → " + values.substring(0, arrow);
  }

  private static Undo undo(Kind kind, List<ContainerRun> stopping) {
    return Composer.undo(new Undo.Exact(), kind, stopping);
  }

  private static Plan sealed(
      Back back,
      Optional<HostSnapshot> host,
      List<Change> changes,
      EngineWork engine,
      List<Fact> facts) {
    Plan then = back.set.plan();
    String created = host.map(h -> h.vantage().takenAt()).orElse(back.set.summary().at());
    return PlanJson.sealed(
        new Plan(
            "",
            changes.stream()
                .map(c -> new Undoing(c.number(), back.set.summary().id(), c.number()))
                .toList(),
            host.map(PlanHead::of).orElse(then.host()),
            created,
            PlanHead.expires(created),
            host.map(h -> h.vantage().tool()).orElse(then.tool()),
            facts,
            changes,
            back.steps(),
            engine.action(),
            diffs(back),
            List.of(),
            back.kept,
            back.conflicts,
            new Plan.Summary(0, 0, 0, 0, 0)));
  }

  private static List<Plan.Diff> diffs(Back back) {
    List<Plan.Diff> diffs = new ArrayList<>();
    for (Step step : back.steps()) {
      if (step instanceof Step.PutFile put) {
        boolean deleted = put.after() instanceof FileState.Missing;
        byte[] now = back.desk.file(put.target()).content();
        byte[] then =
            put.after() instanceof FileState.Regular file
                ? back.contents.get(file.sha256())
                : new byte[0];
        diffs.add(
            new Plan.Diff(
                put.target(),
                put.changes(),
                deleted ? "deleted, as it was before" : head(put, now, then),
                UnifiedDiff.of(put.target(), true, now, then).stream().map(Redaction::of).toList(),
                back.exact(put)
                    ? "the bytes as they were before"
                    : "edits of others kept; checked by Bulkhead's own rules"));
      }
    }
    return diffs;
  }

  private static String head(Step.PutFile put, byte[] now, byte[] then) {
    String attributes =
        put.after() instanceof FileState.Regular file ? file.attributes().toString() : "";
    return attributes + ", " + now.length + " → " + then.length + " bytes";
  }
}
