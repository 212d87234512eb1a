package io.bulkhead.remediate.plan;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.apply.Past;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What others changed of everything that was applied and is in force. */
public final class StandingDrift {
  private final Past past;
  private final Targets targets;
  private final List<Drift> found = new ArrayList<>();

  /** Edits of newer sets: what they are about is theirs to judge. */
  private final List<Edit> newer = new ArrayList<>();

  /**
   * One thing that is no longer as it was written.
   *
   * @param set id of the set that wrote it
   * @param change number of the change there
   * @param what name of the change
   * @param says what became of it
   */
  public record Drift(String set, int change, String what, String says) {}

  public StandingDrift(Past past, Targets targets) {
    this.past = past;
    this.targets = targets;
  }

  /** All of it, newest set first. A rollback only put back what was there: it has none. */
  public List<Drift> find() throws RemediationException {
    for (SetSummary set : past.sets()) {
      if (set.stands() && set.undoes().isEmpty()) {
        look(past.set(set.id()));
      }
    }
    return List.copyOf(found);
  }

  private void look(SetDetail set) {
    List<Edit> own = new ArrayList<>();
    for (Change change : set.plan().changes()) {
      if (set.summary().standing().contains(change.number())) {
        for (Edit edit : change.edits()) {
          if (newer.stream().noneMatch(later -> Overlap.of(edit, later))) {
            difference(set, edit)
                .ifPresent(
                    says ->
                        found.add(
                            new Drift(set.summary().id(), change.number(), change.what(), says)));
          }
          own.add(edit);
        }
      }
    }
    newer.addAll(own);
  }

  private Optional<String> difference(SetDetail set, Edit edit) {
    if (edit instanceof Edit.Key key) {
      return key(key);
    }
    if (edit instanceof Edit.Attribute attribute) {
      return attribute(attribute);
    }
    if (edit instanceof Edit.Line line) {
      return line(line);
    }
    if (edit instanceof Edit.Value value) {
      Targets.ValueTarget now = targets.value(value.setting());
      if (now.refusal() != null) {
        return Optional.of("it could not be seen: " + now.refusal());
      }
      return now.value().equals(value.after())
          ? Optional.empty()
          : Optional.of(value.setting().since(value.after(), now.value()));
    }
    if (edit instanceof Edit.Directory directory) {
      boolean there = targets.object(directory.target()).attributes() != null;
      return there == directory.present()
          ? Optional.empty()
          : Optional.of(there ? "the directory is there again" : "the directory was removed");
    }
    return set.steps().stream()
        .filter(step -> step instanceof Step.PutFile && step.target().equals(edit.target()))
        .findFirst()
        .flatMap(step -> content((Step.PutFile) step));
  }

  private Optional<String> key(Edit.Key key) {
    Targets.FileTarget file = targets.file(key.target());
    if (!(file.state() instanceof FileState.Regular)) {
      return key.after() == null ? Optional.empty() : Optional.of(gone(key.target(), file));
    }
    try {
      Optional<ConfigValue> now = JsonDocument.parse(file.content()).get(key.path());
      return as(key.after(), now)
          ? Optional.empty()
          : Optional.of(
              (key.after() == null ? "unset" : brief(key.after()))
                  + " was written, now it is "
                  + now.map(StandingDrift::brief).orElse("unset"));
    } catch (JsonProblem e) {
      return Optional.of(key.target() + " cannot be read any more: " + e.getMessage());
    }
  }

  /** Of an object only the members that were written count. */
  private static boolean as(
      @org.jspecify.annotations.Nullable ConfigValue wrote, Optional<ConfigValue> now) {
    if (wrote instanceof ConfigValue.Table table && now.isPresent()) {
      Map<String, ConfigValue> members =
          now.get() instanceof ConfigValue.Table is ? is.entries() : Map.of();
      return table.entries().entrySet().stream()
          .allMatch(e -> as(e.getValue(), Optional.ofNullable(members.get(e.getKey()))));
    }
    return now.equals(Optional.ofNullable(wrote));
  }

  private static String brief(ConfigValue value) {
    return Redaction.of(value.toString());
  }

  private static String gone(String path, Targets.FileTarget file) {
    String refusal = file.refusal();
    return refusal == null ? path + " was removed" : refusal;
  }

  private Optional<String> line(Edit.Line edit) {
    TextLines now = TextLines.of(targets.file(edit.target()).content());
    String after = edit.after();
    String before = edit.before();
    if (after != null && !now.has(after)) {
      return Optional.of("the line '" + Redaction.of(after) + "' is not there any more");
    }
    return after == null && before != null && now.has(before)
        ? Optional.of("the line '" + Redaction.of(before) + "' is there again")
        : Optional.empty();
  }

  private Optional<String> attribute(Edit.Attribute edit) {
    Attributes now = targets.object(edit.target()).attributes();
    Attributes was = edit.before();
    Attributes wrote = edit.after();
    if (now == null) {
      return Optional.of(edit.target() + " was removed");
    }
    boolean mode = was.mode() != wrote.mode() && now.mode() != wrote.mode();
    boolean owner =
        (was.uid() != wrote.uid() && now.uid() != wrote.uid())
            || (was.gid() != wrote.gid() && now.gid() != wrote.gid());
    return mode || owner ? Optional.of(wrote + " was set, now it is " + now) : Optional.empty();
  }

  private Optional<String> content(Step.PutFile put) {
    Targets.FileTarget now = targets.file(put.target());
    if (put.after() instanceof FileState.Regular wrote) {
      if (!(now.state() instanceof FileState.Regular is)) {
        return Optional.of(gone(put.target(), now));
      }
      return is.sha256().equals(wrote.sha256())
          ? Optional.empty()
          : Optional.of("the content of " + put.target() + " was changed");
    }
    return now.state() instanceof FileState.Regular
        ? Optional.of(put.target() + " had been deleted and is there again")
        : Optional.empty();
  }
}
