package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who keeps which files in its memory, and so has to read them again when they change. */
final class Rereads {
  /**
   * Directories that our file makes are there for rules about them, which were loaded too early.
   */
  private static final Pattern AUDIT_FILE =
      Pattern.compile("/etc/audit/rules\\.d/[^/]+\\.rules|/etc/tmpfiles\\.d/bulkhead\\.conf");

  private static final Pattern GRUB_FILE = Pattern.compile("/etc/default/grub(\\.d/[^/]+\\.cfg)?");
  private static final Pattern AUDIT_RULE = Pattern.compile("(-[wa] .*)");

  private Rereads() {}

  /** Who keeps what a file says. */
  static Optional<Reader> reader(String path) {
    if (AUDIT_FILE.matcher(path).matches()) {
      return Optional.of(Reader.AUDIT_RULES);
    }
    if (GRUB_FILE.matcher(path).matches()) {
      return Optional.of(Reader.BOOT_MENU);
    }
    return Units.unitOf(path).map(unit -> Reader.UNITS);
  }

  /** True if a reader keeps what a file says. */
  static boolean reads(Reader reader, String path) {
    return reader(path).filter(r -> r == reader).isPresent();
  }

  /** What a reader has in force because of a file that it had not before. */
  private static List<String> names(Reader reader, FileWork file) {
    return switch (reader) {
      case UNITS -> Units.unitOf(file.path()).stream().toList();
      case AUDIT_RULES -> added(file, AUDIT_RULE);
      case BOOT_MENU -> without(file.bytes(), file.before().content());
    };
  }

  /** What a reader had in force because of a file and has not any more. */
  private static List<String> gone(Reader reader, FileWork file) {
    return reader == Reader.BOOT_MENU ? without(file.before().content(), file.bytes()) : List.of();
  }

  private static List<String> without(byte[] file, byte[] other) {
    List<String> words = new ArrayList<>(GrubWords.of(file));
    words.removeAll(GrubWords.of(other));
    return words;
  }

  private static List<String> added(FileWork file, Pattern pattern) {
    List<String> lines = new ArrayList<>(TextLines.of(file.bytes()).lines());
    lines.removeAll(TextLines.of(file.before().content()).lines());
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /** One step for each reader of the files; its number is to be given by the caller. */
  static List<Step.Reread> of(List<FileWork> files) {
    Map<Reader, TreeSet<String>> names = new EnumMap<>(Reader.class);
    Map<Reader, TreeSet<String>> gone = new EnumMap<>(Reader.class);
    Map<Reader, TreeSet<Integer>> changes = new EnumMap<>(Reader.class);
    for (FileWork file : files) {
      reader(file.path())
          .ifPresent(
              reader -> {
                names.computeIfAbsent(reader, r -> new TreeSet<>()).addAll(names(reader, file));
                gone.computeIfAbsent(reader, r -> new TreeSet<>()).addAll(gone(reader, file));
                changes.computeIfAbsent(reader, r -> new TreeSet<>()).addAll(file.changes());
              });
    }
    List<Step.Reread> steps = new ArrayList<>();
    names.forEach(
        (reader, named) -> {
          List<Integer> by = List.copyOf(changes.getOrDefault(reader, new TreeSet<>()));
          Set<String> ended = gone.getOrDefault(reader, new TreeSet<>());
          if (!named.isEmpty() || ended.isEmpty()) {
            steps.add(new Step.Reread(0, by, reader, List.copyOf(named), true));
          }
          if (!ended.isEmpty()) {
            steps.add(new Step.Reread(0, by, reader, List.copyOf(ended), false));
          }
        });
    return steps;
  }
}
