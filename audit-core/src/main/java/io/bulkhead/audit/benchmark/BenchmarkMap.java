package io.bulkhead.audit.benchmark;

import io.bulkhead.audit.CheckId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * One edition of a benchmark: which of its sections are judged by which checks.
 *
 * @param benchmark for example {@code CIS Docker Benchmark}
 * @param edition for example {@code 1.8.0}
 * @param sections section number to check ids, in the order of the document
 */
public record BenchmarkMap(String benchmark, String edition, Map<String, List<CheckId>> sections) {
  public BenchmarkMap {
    sections = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /**
   * Reads a map from YAML: {@code benchmark}, {@code edition} and {@code sections}, where each
   * section holds a list of ids. Section numbers must be quoted, or 5.10 would turn into 5.1.
   *
   * @throws IllegalArgumentException if the text is not of this form, with the place
   */
  public static BenchmarkMap parse(String yaml) {
    Object root;
    try {
      root = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    } catch (YAMLException malformed) {
      throw new IllegalArgumentException("not YAML: " + malformed.getMessage(), malformed);
    }
    if (!(root instanceof Map<?, ?> document)) {
      throw new IllegalArgumentException("a benchmark map is a mapping with 'sections'");
    }
    if (!(document.get("sections") instanceof Map<?, ?> sections)) {
      throw new IllegalArgumentException("'sections' is missing or not a mapping");
    }
    Map<String, List<CheckId>> ids = new LinkedHashMap<>();
    sections.forEach((section, listed) -> ids.put(text("section", section), ids(section, listed)));
    return new BenchmarkMap(
        text("benchmark", document.get("benchmark")),
        text("edition", document.get("edition")),
        ids);
  }

  private static List<CheckId> ids(Object section, Object listed) {
    if (!(listed instanceof List<?> items)) {
      throw new IllegalArgumentException("section " + section + " does not hold a list of ids");
    }
    return items.stream().map(item -> new CheckId(String.valueOf(item))).toList();
  }

  private static String text(String name, @org.jspecify.annotations.Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " must be a quoted string, not '" + value + "'");
  }

  /** The sections a check serves, in the order of the document. */
  public List<String> sectionsOf(CheckId id) {
    return sections.entrySet().stream()
        .filter(e -> e.getValue().contains(id))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Every check that is named. */
  public Set<CheckId> checks() {
    Set<CheckId> all = new TreeSet<>();
    sections.values().forEach(all::addAll);
    return all;
  }
}
