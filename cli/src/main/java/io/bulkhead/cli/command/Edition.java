package io.bulkhead.cli.command;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.benchmark.BenchmarkMap;
import io.bulkhead.audit.policy.Glob;
import io.bulkhead.cli.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** The edition of the benchmark that a user speaks of. */
final class Edition {
  @Option(
      names = "--benchmark",
      paramLabel = "EDITION",
      description =
          "Show section numbers of cis-docker-1.6.0, -1.7.0 or -1.8.0, and take numbers by it.")
  String name = "";

  /** The numbers that a report shows; none unless an edition was named. */
  Numbers numbers() {
    return name.isEmpty() ? Numbers.NONE : Numbers.of(Benchmarks.find(name));
  }

  /** The edition that was named, otherwise all of them, oldest first. */
  List<BenchmarkMap> maps() {
    return name.isEmpty() ? Benchmarks.all() : List.of(Benchmarks.find(name));
  }

  /** What the word stands for: the checks of a benchmark number, or the word itself. */
  List<String> ids(String word) {
    if (!word.matches("[0-9]+\\.[0-9.*?]*")) {
      return List.of(word);
    }
    List<BenchmarkMap> maps = maps();
    BenchmarkMap newest = maps.get(maps.size() - 1);
    Set<CheckId> ids = checks(newest, word);
    if (ids.isEmpty()) {
      throw new UsageException(
          "Bulkhead judges no section " + word + " of " + title(newest),
          "`bulkhead checks` shows the sections that it judges; a whole one is '5.*'");
    }
    boolean exact = !word.contains("*") && !word.contains("?");
    for (BenchmarkMap older : maps) {
      if (exact && !checks(older, word).equals(ids)) {
        throw new UsageException(
            word
                + " is "
                + words(ids)
                + " in "
                + title(newest)
                + " and "
                + words(checks(older, word))
                + " in "
                + older.edition(),
            "add --benchmark "
                + Benchmarks.name(newest.edition())
                + ", or name the check by its id");
      }
    }
    return ids.stream().map(CheckId::value).toList();
  }

  private static Set<CheckId> checks(BenchmarkMap edition, String number) {
    Glob glob = new Glob(number);
    Set<CheckId> ids = new TreeSet<>();
    edition
        .sections()
        .forEach((section, all) -> ids.addAll(glob.matches(section) ? all : List.of()));
    return ids;
  }

  private static String title(BenchmarkMap edition) {
    return edition.benchmark() + " " + edition.edition();
  }

  private static String words(Set<CheckId> ids) {
    List<String> words = new ArrayList<>();
    ids.forEach(id -> words.add(id.value()));
    return words.isEmpty() ? "nothing" : String.join(" and ", words);
  }
}
