package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Who keeps which files in its memory, and so has to read them again when they change. */
final class Rereads {
  private Rereads() {}

  /** Who reads a file, and what the file is to it. */
  private record Read(Reader reader, String name) {}

  private static Optional<Read> of(String path) {
    return Units.unitOf(path).map(unit -> new Read(Reader.UNITS, unit));
  }

  /** True if a reader keeps what a file says. */
  static boolean reads(Reader reader, String path) {
    return of(path).filter(read -> read.reader() == reader).isPresent();
  }

  /** One step for each reader of the files; its number is to be given by the caller. */
  static List<Step.Reread> of(List<FileWork> files) {
    Map<Reader, TreeSet<String>> names = new EnumMap<>(Reader.class);
    Map<Reader, TreeSet<Integer>> changes = new EnumMap<>(Reader.class);
    for (FileWork file : files) {
      of(file.path())
          .ifPresent(
              read -> {
                names.computeIfAbsent(read.reader(), r -> new TreeSet<>()).add(read.name());
                changes.computeIfAbsent(read.reader(), r -> new TreeSet<>()).addAll(file.changes());
              });
    }
    List<Step.Reread> steps = new ArrayList<>();
    names.forEach(
        (reader, named) ->
            steps.add(
                new Step.Reread(
                    0,
                    List.copyOf(changes.getOrDefault(reader, new TreeSet<>())),
                    reader,
                    List.copyOf(named),
                    true)));
    return steps;
  }
}
