package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.apply.SetDetail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What of a set can be taken back, step by step, and what others changed since. */
final class Back {
  final SetDetail set;
  final Optional<HostSnapshot> host;
  final Desk desk;
  final Contents contents = new Contents();
  final List<String> kept = new ArrayList<>();
  final List<String> conflicts = new ArrayList<>();
  final List<FileBack> files = new ArrayList<>();

  /** Inverse edits that will be made, by number of the change. */
  final Map<Integer, List<Edit>> undone = new TreeMap<>();

  private final List<Step> steps = new ArrayList<>();

  Back(SetDetail set, Targets targets, Optional<HostSnapshot> host) {
    this.set = set;
    this.host = host;
    this.desk = new Desk(targets);
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** True if the step puts back what was recorded, not a mixture with the edits of others. */
  boolean exact(Step.PutFile step) {
    return set.steps().stream()
        .anyMatch(s -> s instanceof Step.PutFile put && put.before().equals(step.after()));
  }

  int next() {
    return steps.size() + 1;
  }

  void add(Step step) {
    steps.add(step);
  }

  /** Takes the host's steps back in reverse order; the engine's are planned apart. */
  void hostSteps() throws RemediationException {
    List<Step> done = new ArrayList<>(set.steps());
    Collections.reverse(done);
    for (Step step : done) {
      if (step instanceof Step.Directory directory && !directory.present()) {
        directory(directory);
      }
    }
    for (Step step : done) {
      if (step instanceof Step.PutFile put) {
        FileBack file = new FileBack(this, put);
        file.take();
        files.add(file);
      } else if (step instanceof Step.SetAttributes attributes) {
        attributes(attributes);
      } else if (step instanceof Step.SetValue value) {
        value(value);
      }
    }
    for (Step step : done) {
      if (step instanceof Step.Reread reread && rewritten(reread)) {
        add(
            new Step.Reread(
                next(), step.changes(), reread.reader(), reread.names(), !reread.present()));
      }
    }
    for (Step step : done) {
      if (step instanceof Step.Directory directory && directory.present()) {
        directory(directory);
      }
    }
  }

  /** True if a file that a reader has read goes back. */
  private boolean rewritten(Step.Reread reread) {
    return steps.stream()
        .anyMatch(s -> s instanceof Step.PutFile && Rereads.reads(reread.reader(), s.target()));
  }

  private void directory(Step.Directory step) {
    boolean there = desk.object(step.target()).attributes() != null;
    if (step.present() == there) {
      add(new Step.Directory(next(), step.changes(), step.target(), step.attributes(), !there));
      set.plan()
          .changes()
          .forEach(
              change ->
                  change.edits().stream()
                      .filter(e -> e instanceof Edit.Directory)
                      .filter(e -> e.target().equals(step.target()))
                      .forEach(e -> undone(change.number(), e.inverse())));
    }
  }

  private void value(Step.SetValue step) {
    Setting setting = step.setting();
    Targets.ValueTarget now = desk.value(setting);
    Optional<String> oneWay = setting.oneWay(step.before(), step.after());
    if (now.refusal() != null) {
      conflicts.add(now.refusal());
    } else if (now.value().equals(step.before())) {
      kept.add(step.target() + " is already as it was before");
    } else if (!now.value().equals(step.after())) {
      conflicts.add(
          "%s: somebody made it %s since, Bulkhead had made it %s"
              .formatted(step.target(), now.value(), step.after()));
    } else if (oneWay.isPresent()) {
      kept.add(oneWay.get());
    } else {
      Step done = new Step.SetValue(next(), step.changes(), setting, step.before(), step.after());
      add(done.inverse());
      for (int change : step.changes()) {
        undone(change, new Edit.Value(setting, step.before(), step.after()).inverse());
      }
    }
  }

  private void attributes(Step.SetAttributes step) {
    Targets.ObjectTarget now = desk.object(step.target());
    if (now.refusal() != null) {
      conflicts.add(now.refusal());
      return;
    }
    Attributes attributes = now.attributes();
    if (attributes == null) {
      kept.add(step.target() + " is gone since; there is nothing to put back");
      return;
    }
    Attributes back = merged(step.target(), attributes, step.before(), step.after());
    if (!back.equals(attributes)) {
      add(new Step.SetAttributes(next(), step.changes(), step.target(), attributes, back));
      undoneAttributes(step.target());
    }
  }

  /** Mode, owner and group apart: what is still ours goes back, what is not stays. */
  Attributes merged(String path, Attributes now, Attributes before, Attributes after) {
    return new Attributes(
        (int) one(path + " mode", new long[] {now.mode(), before.mode(), after.mode()}, true),
        one(path + " owner", new long[] {now.uid(), before.uid(), after.uid()}, false),
        one(path + " group", new long[] {now.gid(), before.gid(), after.gid()}, false));
  }

  private long one(String what, long[] nowBeforeAfter, boolean octal) {
    long now = nowBeforeAfter[0];
    if (nowBeforeAfter[1] == nowBeforeAfter[2]) {
      return now;
    }
    if (now == nowBeforeAfter[2]) {
      return nowBeforeAfter[1];
    }
    if (now != nowBeforeAfter[1]) {
      String form = octal ? "%04o" : "%d";
      conflicts.add(
          String.format(
              java.util.Locale.ROOT,
              "%s: somebody made it " + form + " since, Bulkhead had made it " + form,
              what,
              now,
              nowBeforeAfter[2]));
    }
    return now;
  }

  /** Notes that the attribute edits of a path are taken back. */
  void undoneAttributes(String path) {
    set.plan()
        .changes()
        .forEach(
            change ->
                change.edits().stream()
                    .filter(e -> e instanceof Edit.Attribute && e.target().equals(path))
                    .forEach(e -> undone(change.number(), e.inverse())));
  }

  void undone(int change, Edit inverse) {
    undone.computeIfAbsent(change, n -> new ArrayList<>()).add(inverse);
  }

  /** Every key edit of a file with the number of its change, as they were made. */
  Map<Edit.Key, Integer> keys(String path) {
    Map<Edit.Key, Integer> keys = new LinkedHashMap<>();
    set.plan()
        .changes()
        .forEach(
            change ->
                change.edits().stream()
                    .filter(e -> e instanceof Edit.Key && e.target().equals(path))
                    .forEach(e -> keys.put((Edit.Key) e, change.number())));
    return keys;
  }

  /** Notes that everything that was written into a file is taken back. */
  void undoneWriting(String path) {
    set.plan()
        .changes()
        .forEach(
            change ->
                change.edits().stream()
                    .filter(e -> Draft.writes(e) && e.target().equals(path))
                    .forEach(e -> undone(change.number(), e.inverse())));
  }

  /** True if a file was only edited by key, so that each can be compared by itself. */
  boolean byKeys(String path) {
    return set.plan().changes().stream()
        .flatMap(change -> change.edits().stream())
        .filter(e -> Draft.writes(e) && e.target().equals(path))
        .allMatch(Edit.Key.class::isInstance);
  }

  /** Line edits of a file with the number of their change; empty if it was written otherwise. */
  Map<Edit.Line, Integer> lines(String path) {
    Map<Edit.Line, Integer> lines = new LinkedHashMap<>();
    for (Change change : set.plan().changes()) {
      for (Edit edit : change.edits()) {
        if (edit.target().equals(path) && Draft.writes(edit)) {
          if (!(edit instanceof Edit.Line line)) {
            return Map.of();
          }
          lines.put(line, change.number());
        }
      }
    }
    return lines;
  }

  /** Bytes of a state that was recorded; empty for a missing file. */
  byte[] recorded(FileState state) throws RemediationException {
    return state instanceof FileState.Regular file ? set.blob(file.sha256()) : new byte[0];
  }
}
