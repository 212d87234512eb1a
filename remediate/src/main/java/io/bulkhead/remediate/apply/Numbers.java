package io.bulkhead.remediate.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Undoing;
import io.bulkhead.remediate.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The numbers of a set's changes in its BEGIN record, and whose changes a rollback takes back:
 * {@code "n":"1 2","undoes":{"20261123-1931-7f3a":"1=3 2=5"}} says that changes 1 and 2 take back
 * changes 3 and 5 of that set.
 */
final class Numbers {
  private static final String OWN = "n";
  private static final String UNDOES = "undoes";

  private Numbers() {}

  static void write(ObjectNode begin, Plan plan) {
    begin.put(
        OWN,
        plan.changes().stream()
            .map(Change::number)
            .map(String::valueOf)
            .collect(Collectors.joining(" ")));
    Map<String, String> pairs = new TreeMap<>();
    for (Undoing undoing : plan.undoes()) {
      pairs.merge(
          undoing.set(),
          undoing.number() + "=" + undoing.change(),
          (one, other) -> one + " " + other);
    }
    if (!pairs.isEmpty()) {
      ObjectNode undoes = begin.putObject(UNDOES);
      pairs.forEach(undoes::put);
    }
  }

  /** The numbers of the set's own changes. */
  static List<Integer> own(Entry begin) {
    String numbers = begin.text(OWN);
    return numbers.isEmpty()
        ? IntStream.rangeClosed(1, begin.data().path("changes").asInt()).boxed().toList()
        : words(numbers).map(Integer::valueOf).toList();
  }

  static List<Undoing> undoes(Entry begin) {
    List<Undoing> undoes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> set : begin.data().path(UNDOES).properties()) {
      words(set.getValue().asText())
          .map(pair -> pair.split("=", 2))
          .forEach(
              pair ->
                  undoes.add(
                      new Undoing(
                          Integer.parseInt(pair[0]), set.getKey(), Integer.parseInt(pair[1]))));
    }
    return undoes;
  }

  private static java.util.stream.Stream<String> words(String text) {
    return java.util.Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty());
  }
}
