package io.bulkhead.cli.command;

import io.bulkhead.audit.Catalogue;
import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Retired;
import io.bulkhead.cli.report.Numbers;
import io.bulkhead.remediate.plan.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose checks, shared by several commands. */
final class Choice {
  @Mixin Edition edition = new Edition();

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "Only these checks: ids, globs such as DMN-*, benchmark numbers such as 5.*.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--skip",
      paramLabel = "ID",
      split = ",",
      description = "Not these checks: ids, globs or benchmark numbers.")
  List<String> skip = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "essential, cis-level-1, cis-level-2 or all (default).")
  String profile = Profile.ALL.word();

  Profile profile() {
    for (Profile known : Profile.values()) {
      if (known.word().equals(profile)) {
        return known;
      }
    }
    throw new UsageException(
        "there is no profile '" + profile + "'",
        "profiles are essential, cis-level-1, cis-level-2 and all");
  }

  /** The section numbers that a report shows. */
  Numbers numbers() {
    return edition.numbers();
  }

  /** Which checks are wanted; numbers of changes are refused here. */
  Selection checks(Catalogue catalogue) {
    for (String word : only) {
      if (isNumber(word)) {
        throw new UsageException(
            "'" + word + "' is not a check id",
            "`bulkhead checks` lists the ids; a whole section of the benchmark is '"
                + word
                + ".*'");
      }
    }
    return selection(catalogue);
  }

  /** Which changes are wanted: checks, or numbers of changes in a plan. */
  Selection selection(Catalogue catalogue) {
    Set<Integer> numbers = new TreeSet<>();
    List<String> ids = new ArrayList<>();
    for (String word : only) {
      if (isNumber(word)) {
        numbers.add(Integer.valueOf(word));
      } else {
        ids.addAll(edition.ids(word));
      }
    }
    List<String> left = skip.stream().flatMap(word -> edition.ids(word).stream()).toList();
    requireMatches(catalogue, ids);
    requireMatches(catalogue, left);
    return new Selection(ids, left, numbers);
  }

  boolean everything() {
    return only.isEmpty() && skip.isEmpty();
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && word.length() < 5 && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** A misspelt id must not silently audit nothing, or everything. */
  private static void requireMatches(Catalogue catalogue, List<String> globs) {
    for (String glob : globs) {
      Selection alone = new Selection(List.of(glob), List.of(), Set.of());
      boolean any = false;
      for (Check check : catalogue.checks()) {
        any |= alone.wants(check.meta().id());
      }
      if (glob.isBlank() || !any) {
        throw new UsageException(
            Retired.says(glob).orElse("no check matches '" + glob + "'"),
            "`bulkhead checks` lists the ids");
      }
    }
  }
}
