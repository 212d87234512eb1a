package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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

  /** All files and attributes; a file that gets content takes its attributes along. */
  void hostSteps(List<FileWork> files, List<AttributeWork> attributes) {
    for (FileWork file : files) {
      directoryFor(file);
    }
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

  void engineStep(EngineAction action, List<Integer> changes) {
    steps.add(new Step.Engine(next(), changes, action));
  }

  void lastSteps(List<AttributeWork> attributes) {
    attributes.stream().filter(AttributeWork::last).forEach(this::set);
  }

  /** The missing directories above a new file, from the top; each one once. */
  private void directoryFor(FileWork file) {
    if (file.before().state() instanceof FileState.Missing) {
      directory(parent(file.path()), file.changes());
    }
  }

  private void directory(String path, List<Integer> changes) {
    boolean known =
        steps.stream().anyMatch(s -> s instanceof Step.Directory && s.target().equals(path));
    if (known || path.equals("/") || desk.object(path).attributes() != null) {
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
    FileState.Regular after = after(file, before);
    Attributes attributes = work == null ? after.attributes() : work.after();
    steps.add(
        new Step.PutFile(
            next(),
            List.copyOf(changes),
            file.path(),
            before,
            new FileState.Regular(after.sha256(), attributes, after.xattrs(), "")));
  }

  private FileState.Regular after(FileWork file, FileState before) {
    String digest = contents.put(file.content());
    if (before instanceof FileState.Regular known) {
      contents.put(file.before().content());
      return new FileState.Regular(digest, known.attributes(), known.xattrs(), "");
    }
    return new FileState.Regular(digest, owned(0644, file.path()), Map.of(), "");
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
