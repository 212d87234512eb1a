package io.bulkhead.audit.policyfile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Takes a YAML tree apart and remembers what does not fit, with its place. */
final class Nodes {
  private static final int MOST_SHOWN = 60;

  private final List<Problem> problems = new ArrayList<>();

  /** In the order of the file. */
  List<Problem> problems() {
    return problems.stream()
        .sorted(Comparator.comparing(Problem::line).thenComparing(Problem::column))
        .toList();
  }

  void problem(Node where, String says) {
    problems.add(
        new Problem(
            where.getStartMark().getLine() + 1, where.getStartMark().getColumn() + 1, says));
  }

  /** The members of a mapping; unknown and doubled keys are problems. */
  Map<String, Node> mapping(Node node, String what, Collection<String> known) {
    Map<String, Node> members = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem(node, what + " must be a mapping with " + String.join(", ", known));
      return members;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        problem(
            tuple.getKeyNode(),
            "unknown key '" + shown(key) + "' in " + what + Nearest.hint(key, known));
      } else if (members.put(key, tuple.getValueNode()) != null) {
        problem(tuple.getKeyNode(), "key '" + key + "' stands twice in " + what + "; keep one");
      }
    }
    return members;
  }

  List<Node> list(Node node, String what, String of) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problem(node, what + " must be " + of);
    return List.of();
  }

  /** A word or sentence. */
  Optional<String> text(Node node, String what) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      String value = scalar.getValue().strip();
      if (!value.isEmpty()) {
        return Optional.of(value);
      }
    }
    problem(node, what + " is missing or not text");
    return Optional.empty();
  }

  Optional<Boolean> flag(Node node, String what) {
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (text.equals("true") || text.equals("false")) {
      return Optional.of(text.equals("true"));
    }
    problem(node, what + " must be true or false, not " + shown(node));
    return Optional.empty();
  }

  Optional<Integer> number(Node node, String what) {
    if (node instanceof ScalarNode scalar && scalar.getValue().matches("[0-9]{1,9}")) {
      return Optional.of(Integer.parseInt(scalar.getValue()));
    }
    problem(node, what + " must be a whole number, 0 or more, not " + shown(node));
    return Optional.empty();
  }

  static String shown(Node node) {
    return node instanceof ScalarNode scalar
        ? "'" + shown(scalar.getValue()) + "'"
        : node instanceof MappingNode ? "a mapping" : "a list";
  }

  static String shown(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }
}
