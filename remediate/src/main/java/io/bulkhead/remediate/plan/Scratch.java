package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The host as it will be: as it is, with what was decided so far laid over it. Several sets are
 * taken back on it one after the other, and become one step for each thing they touched.
 */
final class Scratch {
  private final Desk desk;
  private final Map<String, Targets.FileTarget> files = new LinkedHashMap<>();
  private final Map<String, Attributes> attributes = new LinkedHashMap<>();

  /** Directories that are made or go, the attributes empty where one goes. */
  private final Map<String, Optional<Attributes>> directories = new TreeMap<>();

  private final Map<Setting, String> values = new LinkedHashMap<>();
  private final Map<String, TreeSet<Integer>> changes = new LinkedHashMap<>();

  Scratch(Desk desk) {
    this.desk = desk;
  }

  Targets.FileTarget file(String path) {
    Targets.FileTarget file = files.getOrDefault(path, desk.file(path));
    Attributes owned = attributes.get(path);
    return owned != null && file.state() instanceof FileState.Regular now
        ? new Targets.FileTarget(
            new FileState.Regular(now.sha256(), owned, now.xattrs(), now.modified()),
            file.content(),
            file.refusal())
        : file;
  }

  Targets.ObjectTarget object(String path) {
    Targets.FileTarget file = files.get(path);
    if (file != null) {
      Attributes owned =
          file(path).state() instanceof FileState.Regular now ? now.attributes() : null;
      return new Targets.ObjectTarget(owned, file.refusal());
    }
    Targets.ObjectTarget now = desk.object(path);
    Optional<Attributes> made = directories.get(path);
    if (made != null) {
      return new Targets.ObjectTarget(made.orElse(null), now.refusal());
    }
    return attributes.containsKey(path)
        ? new Targets.ObjectTarget(attributes.get(path), now.refusal())
        : now;
  }

  Targets.ValueTarget value(Setting setting) {
    Targets.ValueTarget now = desk.value(setting);
    return new Targets.ValueTarget(values.getOrDefault(setting, now.value()), now.refusal());
  }

  void set(Setting setting, String value, Collection<Integer> numbers) {
    values.put(setting, value);
    note(setting.says(), numbers);
  }

  /** Names in a directory, without those that go. */
  List<String> names(String directory) {
    List<String> names = new ArrayList<>(desk.names(directory));
    names.removeIf(name -> gone(directory + "/" + name));
    return names;
  }

  private boolean gone(String path) {
    Targets.FileTarget file = files.get(path);
    return (file != null && file.state() instanceof FileState.Missing)
        || directories.getOrDefault(path, Optional.of(new Attributes(0, 0, 0))).isEmpty();
  }

  void put(String path, FileState state, byte[] content, Collection<Integer> numbers) {
    files.put(path, new Targets.FileTarget(state, content, null));
    attributes.remove(path);
    note(path, numbers);
  }

  void set(String path, Attributes owned, Collection<Integer> numbers) {
    attributes.put(path, owned);
    note(path, numbers);
  }

  void directory(String path, Optional<Attributes> owned, Collection<Integer> numbers) {
    directories.put(path, owned);
    note(path, numbers);
  }

  private void note(String path, Collection<Integer> numbers) {
    changes.computeIfAbsent(path, p -> new TreeSet<>()).addAll(numbers);
  }

  /** Numbers of the changes that touched it. */
  List<Integer> changes(String path) {
    return List.copyOf(changes.getOrDefault(path, new TreeSet<>()));
  }

  /** Files whose content or presence will be another one. */
  List<String> rewritten() {
    return files.keySet().stream()
        .filter(path -> !desk.file(path).state().equals(file(path).state()))
        .toList();
  }

  /** Directories that come back, then attributes, then files; each thing once. */
  void steps(List<Step> steps, Contents contents) {
    directories.forEach(
        (path, owned) -> {
          if (owned.isPresent() && desk.object(path).attributes() == null) {
            steps.add(directory(steps, path, owned.get(), true));
          }
        });
    List<String> rewritten = rewritten();
    attributes.forEach(
        (path, owned) -> {
          Attributes now = desk.object(path).attributes();
          if (!rewritten.contains(path) && now != null && !now.equals(owned)) {
            steps.add(new Step.SetAttributes(steps.size() + 1, changes(path), path, now, owned));
          }
        });
    for (String path : rewritten) {
      Targets.FileTarget now = desk.file(path);
      Targets.FileTarget then = file(path);
      keep(now, contents);
      keep(then, contents);
      steps.add(new Step.PutFile(steps.size() + 1, changes(path), path, now.state(), then.state()));
    }
  }

  /** Values of the host that are no files. */
  void values(List<Step> steps) {
    values.forEach(
        (setting, value) -> {
          String now = desk.value(setting).value();
          if (!now.equals(value)) {
            List<Integer> numbers = changes(setting.says());
            steps.add(new Step.SetValue(steps.size() + 1, numbers, setting, now, value));
          }
        });
  }

  private static void keep(Targets.FileTarget file, Contents contents) {
    if (file.state() instanceof FileState.Regular) {
      contents.put(file.content());
    }
  }

  /** Directories that go, the deepest first. */
  void removals(List<Step> steps) {
    List<String> deepestFirst = new ArrayList<>(directories.keySet());
    Collections.reverse(deepestFirst);
    for (String path : deepestFirst) {
      Attributes now = desk.object(path).attributes();
      if (now != null && object(path).attributes() == null) {
        steps.add(directory(steps, path, now, false));
      }
    }
  }

  private Step directory(List<Step> steps, String path, Attributes owned, boolean present) {
    return new Step.Directory(steps.size() + 1, changes(path), path, owned, present);
  }
}
