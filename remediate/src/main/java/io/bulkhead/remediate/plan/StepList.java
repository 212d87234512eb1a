package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The physical steps in their order: attributes that no service waits for, files, the engine, and
 * last what can cut clients off.
 */
final class StepList {
  private final HostSnapshot host;
  private final Desk desk;
  private final Contents contents;
  private final List<Step> steps = new ArrayList<>();

  StepList(HostSnapshot host, Desk desk, Contents contents) {
    this.host = host;
    this.desk = desk;
    this.contents = contents;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  private int next() {
    return steps.size() + 1;
  }

  /** Directories that a change asks for, then the missing ones above new files. */
  void directories(List<Draft> drafts, List<FileWork> files) {
    for (Draft draft : drafts) {
      for (Edit edit : draft.edits()) {
        if (edit instanceof Edit.Directory wanted && wanted.present()) {
          directory(parent(wanted.target()), List.of(draft.number()));
          directory(wanted, List.of(draft.number()));
        }
      }
    }
    files.forEach(this::directoryFor);
  }

  private void directory(Edit.Directory wanted, List<Integer> changes) {
    if (!made(wanted.target())) {
      steps.add(new Step.Directory(next(), changes, wanted.target(), wanted.attributes(), true));
    }
  }

  private boolean made(String path) {
    return steps.stream().anyMatch(s -> s instanceof Step.Directory && s.target().equals(path));
  }

  /** Directories that go once the files in them are gone. */
  void removals(List<Draft> drafts) {
    for (Draft draft : drafts) {
      for (Edit edit : draft.edits()) {
        if (edit instanceof Edit.Directory gone && !gone.present()) {
          steps.add(
              new Step.Directory(
                  next(), List.of(draft.number()), gone.target(), gone.attributes(), false));
        }
      }
    }
  }

  /**
   * What keeps the changed files in its memory reads them again, once.
   *
   * @param readers those to be told now
   */
  void rereads(List<FileWork> files, Predicate<Reader> readers) {
    for (Step.Reread step : Rereads.of(files)) {
      if (readers.test(step.reader())) {
        steps.add(
            new Step.Reread(next(), step.changes(), step.reader(), step.names(), step.present()));
      }
    }
  }

  /** All files and attributes; a file that gets content takes its attributes along. */
  void hostSteps(List<FileWork> files, List<AttributeWork> attributes) {
    List<String> rewritten = files.stream().map(FileWork::path).toList();
    for (AttributeWork work : attributes) {
      if (!work.last() && !rewritten.contains(work.path())) {
        set(work);
      }
    }
    for (FileWork file : files) {
      put(
          file,
          attributes.stream().filter(w -> w.path().equals(file.path())).findFirst().orElse(null));
    }
  }

  /** Values that no service waits for; those that cannot be taken back come last. */
  void values(List<Draft> drafts, boolean last) {
    for (Draft draft : drafts) {
      for (Edit.Value value : draft.values()) {
        boolean risky =
            draft.fix().access() != Access.NONE
                || value.setting().oneWay(value.before(), value.after()).isPresent();
        if (risky == last && !planned(value.setting())) {
          steps.add(
              new Step.SetValue(
                  next(), List.of(draft.number()), value.setting(), value.before(), value.after()));
        }
      }
    }
  }

  private boolean planned(Setting setting) {
    return steps.stream()
        .anyMatch(s -> s instanceof Step.SetValue set && set.setting().equals(setting));
  }

  void engineStep(EngineAction action, List<Integer> changes) {
    steps.add(new Step.Engine(next(), changes, action));
  }

  void lastSteps(List<AttributeWork> attributes) {
    attributes.stream().filter(AttributeWork::last).forEach(this::set);
  }

  /** The missing directories above a new file, from the top; each one once. */
  private void directoryFor(FileWork file) {
    if (file.created()) {
      directory(parent(file.path()), file.changes());
    }
  }

  private void directory(String path, List<Integer> changes) {
    if (made(path) || path.equals("/") || desk.object(path).attributes() != null) {
      return;
    }
    directory(parent(path), changes);
    steps.add(new Step.Directory(next(), changes, path, owned(0755, path), true));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }

  private void set(AttributeWork work) {
    steps.add(
        new Step.SetAttributes(next(), work.changes(), work.path(), work.before(), work.after()));
  }

  private void put(FileWork file, @org.jspecify.annotations.Nullable AttributeWork work) {
    TreeSet<Integer> changes = new TreeSet<>(file.changes());
    if (work != null) {
      changes.addAll(work.changes());
    }
    FileState before = file.before().state();
    if (before instanceof FileState.Regular) {
      contents.put(file.before().content());
    }
    steps.add(
        new Step.PutFile(
            next(), List.copyOf(changes), file.path(), before, after(file, before, work)));
  }

  private FileState after(
      FileWork file, FileState before, @org.jspecify.annotations.Nullable AttributeWork work) {
    if (file.content().isEmpty()) {
      return new FileState.Missing();
    }
    if (file.made().isPresent()) {
      return new FileState.Made(owned(file.made().get().mode(), file.path()));
    }
    String digest = contents.put(file.bytes());
    Attributes wanted = file.attributes().map(a -> owned(a, file.path())).orElse(null);
    Attributes own = work == null ? wanted : work.after();
    if (before instanceof FileState.Regular known) {
      return new FileState.Regular(
          digest, own == null ? known.attributes() : own, known.xattrs(), "");
    }
    Attributes fresh = own == null ? owned(0644, file.path()) : own;
    return new FileState.Regular(digest, fresh, Map.of(), "");
  }

  /** Where Bulkhead may not give files away, they belong to whoever works on the tree. */
  private Attributes owned(Attributes wanted, String path) {
    Attributes possible = owned(wanted.mode(), path);
    return host.vantage().privileged() ? wanted : possible;
  }

  /** Root's on a running system; in another tree it belongs to whoever works on it. */
  private Attributes owned(int mode, String path) {
    if (host.vantage().live() || host.vantage().privileged()) {
      return new Attributes(mode, 0, 0);
    }
    Attributes above = desk.object(parent(path)).attributes();
    return new Attributes(
        mode, host.vantage().uid(), above == null ? host.vantage().uid() : above.gid());
  }
}
