package io.bulkhead.cli.report;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.benchmark.BenchmarkMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The section numbers of one edition of a benchmark, for a report.
 *
 * @param title benchmark and edition, empty if no numbers are wanted
 * @param sections numbers by check, in the order of the document
 */
public record Numbers(String title, Map<CheckId, List<String>> sections) {
  /** For a report without numbers. */
  public static final Numbers NONE = new Numbers("", Map.of());

  public Numbers {
    sections = Map.copyOf(sections);
  }

  public static Numbers of(BenchmarkMap edition) {
    Map<CheckId, List<String>> sections = new TreeMap<>();
    edition.checks().forEach(id -> sections.put(id, edition.sectionsOf(id)));
    return new Numbers(edition.benchmark() + " " + edition.edition(), sections);
  }

  public boolean wanted() {
    return !title.isEmpty();
  }

  /** The numbers of a check; empty if the edition has none, or none are wanted. */
  public List<String> of(CheckId id) {
    return sections.getOrDefault(id, List.of());
  }

  /** The id, with its numbers in brackets if there are any. */
  public String label(CheckId id) {
    List<String> numbers = of(id);
    return numbers.isEmpty() ? id.value() : id + " [" + String.join(" ", numbers) + "]";
  }
}
