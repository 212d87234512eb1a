package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.DAEMON_JSON;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undoing;
import io.bulkhead.remediate.apply.Past;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetState;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sets applied one after the other to files in memory, with their history. */
final class Story implements Past {
  final FakeTargets targets;
  private final List<SetDetail> oldestFirst = new ArrayList<>();
  private final Map<String, byte[]> blobs = new HashMap<>();

  Story(FakeTargets targets) {
    this.targets = targets;
  }

  String json() {
    return targets.text(DAEMON_JSON);
  }

  /** Applies a set with one change for each list of edits. */
  @SafeVarargs
  final void apply(String id, List<Edit>... changes) {
    Contents contents = new Contents();
    List<Change> planned = new ArrayList<>();
    JsonDocument text = document();
    Attributes owned = null;
    String object = "";
    for (List<Edit> edits : changes) {
      List<Edit> resolved = new ArrayList<>();
      for (Edit edit : edits) {
        if (edit instanceof Edit.Key key) {
          ConfigValue before = document().get(key.path()).orElse(null);
          Edit.Key now = new Edit.Key(key.target(), key.path(), before, key.after());
          text = FileWork.with(text, now);
          resolved.add(now);
        } else if (edit instanceof Edit.Attribute attribute) {
          owned = composed(owned, attribute);
          object = attribute.target();
          resolved.add(edit);
        }
      }
      planned.add(RollbackPartsTest.change(planned.size() + 1, resolved));
    }
    List<Step> steps = new ArrayList<>();
    FileState before = targets.file(DAEMON_JSON).state();
    if (!text.equals(document())) {
      contents.put(targets.file(DAEMON_JSON).content());
      Attributes mode =
          before instanceof FileState.Regular file ? file.attributes() : new Attributes(0644, 0, 0);
      FileState after = new FileState.Regular(contents.put(text.bytes()), mode, Map.of(), "1.5");
      steps.add(new Step.PutFile(1, List.of(1), DAEMON_JSON, before, after));
    }
    if (owned != null) {
      steps.add(
          new Step.SetAttributes(
              steps.size() + 1, List.of(1), object, targets.attributes(object), owned));
    }
    run(id, new Prepared(plan(List.of(), planned, steps), contents));
  }

  private static Attributes composed(@Nullable Attributes owned, Edit.Attribute edit) {
    Attributes now = owned == null ? edit.before() : owned;
    return new Attributes(
        edit.before().mode() == edit.after().mode() ? now.mode() : edit.after().mode(),
        edit.before().uid() == edit.after().uid() ? now.uid() : edit.after().uid(),
        edit.before().gid() == edit.after().gid() ? now.gid() : edit.after().gid());
  }

  private JsonDocument document() {
    try {
      return JsonDocument.parse(targets.file(DAEMON_JSON).content());
    } catch (JsonProblem e) {
      throw new AssertionError(e);
    }
  }

  /** Plans a way back. */
  Rollback look(RollbackRequest request) throws RemediationException {
    return new RollbackPlanner(
            this, Optional.empty(), targets, targets.files(), Planning.NO_DOCKERD)
        .plan(request);
  }

  /** Plans a way back and goes it. */
  Rollback back(String id, RollbackRequest request) throws RemediationException {
    Rollback way = look(request);
    if (!way.prepared().plan().conflicts().isEmpty()) {
      throw new AssertionError(way.prepared().plan().conflicts());
    }
    run(id, way.prepared());
    return way;
  }

  private void run(String id, Prepared prepared) {
    for (Step step : prepared.plan().steps()) {
      if (step instanceof Step.PutFile put) {
        keep(put.before(), prepared.contents());
        keep(put.after(), prepared.contents());
      }
    }
    targets.apply(prepared);
    SetSummary summary =
        new SetSummary(
            id,
            io.bulkhead.audit.snapshot.Samples.TAKEN_AT,
            "",
            prepared.plan().changes().size(),
            SetState.APPLIED,
            List.of(),
            "",
            "",
            List.of(),
            false);
    oldestFirst.add(
        new SetDetail(summary, prepared.plan(), prepared.plan().steps(), List.of(), this::blob));
  }

  private void keep(FileState state, Contents contents) {
    if (state instanceof FileState.Regular file) {
      blobs.put(file.sha256(), contents.get(file.sha256()));
    }
  }

  private byte[] blob(String sha256) {
    byte[] bytes = blobs.get(sha256);
    if (bytes == null) {
      throw new AssertionError("no content " + sha256);
    }
    return bytes;
  }

  List<StandingDrift.Drift> drift() throws RemediationException {
    return new StandingDrift(this, targets).find();
  }

  Plan plan(String id) {
    return set(id).plan();
  }

  List<Integer> standing(String id) {
    return set(id).summary().standing();
  }

  @Override
  public List<SetSummary> sets() {
    List<SetSummary> newestFirst = new ArrayList<>();
    Map<String, TreeSet<Integer>> gone = new HashMap<>();
    for (int i = oldestFirst.size() - 1; i >= 0; i--) {
      SetDetail set = oldestFirst.get(i);
      TreeSet<Integer> mine = gone.getOrDefault(set.summary().id(), new TreeSet<>());
      List<Integer> standing =
          set.plan().changes().stream()
              .map(Change::number)
              .filter(number -> !mine.contains(number))
              .toList();
      for (Undoing undoing : set.plan().undoes()) {
        if (!mine.contains(undoing.number())) {
          gone.computeIfAbsent(undoing.set(), id -> new TreeSet<>()).add(undoing.change());
        }
      }
      SetSummary s = set.summary();
      newestFirst.add(
          new SetSummary(
              s.id(),
              s.at(),
              "",
              s.changes(),
              standing.isEmpty() ? SetState.UNDONE : SetState.APPLIED,
              set.plan().undoes().stream().map(Undoing::set).distinct().toList(),
              "",
              "",
              standing,
              false));
    }
    return newestFirst;
  }

  @Override
  public SetDetail set(String id) {
    SetSummary now = sets().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    SetDetail set =
        oldestFirst.stream().filter(d -> d.summary().id().equals(id)).findFirst().orElseThrow();
    return new SetDetail(now, set.plan(), set.steps(), List.of(), set.blobs());
  }

  private static Plan plan(List<Undoing> undoes, List<Change> changes, List<Step> steps) {
    Daemon.Control none = new Daemon.Control(Daemon.ControlKind.NONE, "", "");
    return new Plan(
        "",
        undoes,
        new Plan.Host("h", "h", "/", "", "", 0),
        "2026-11-23T19:31:02Z",
        "2026-11-24T19:31:02Z",
        "0.1.0",
        "",
        List.of(),
        changes,
        steps,
        new EngineAction(
            EngineAction.Kind.NONE, none, DAEMON_JSON, Map.of(), Map.of(), List.of(), false),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Plan.Summary(0, 0, 0, 0, 0));
  }
}
