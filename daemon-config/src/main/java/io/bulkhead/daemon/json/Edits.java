package io.bulkhead.daemon.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Paths in a text, and what an edit must mean. */
final class Edits {
  private Edits() {}

  static String name(Node.Kind kind) {
    return kind == Node.Kind.TRUE || kind == Node.Kind.FALSE
        ? "boolean"
        : kind.name().toLowerCase(Locale.ROOT);
  }

  static String dotted(List<String> path) {
    return String.join(".", path);
  }

  static List<String> below(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return longer;
  }

  /** The value at a path, the last one of doubled keys; the object itself for an empty path. */
  static Optional<Node> node(Node object, List<String> path) {
    Node here = object;
    for (String key : path) {
      List<Node.Member> named = here.named(key);
      if (named.isEmpty()) {
        return Optional.empty();
      }
      here = named.get(named.size() - 1).value();
    }
    return Optional.of(here);
  }

  static Optional<String> refusal(Optional<Node> object, List<String> path, Places places) {
    Optional<Node> here = object;
    for (int i = 0; i < path.size() && here.isPresent(); i++) {
      Node node = here.get();
      String above = dotted(path.subList(0, i));
      if (node.kind() != Node.Kind.OBJECT) {
        return node.kind() == Node.Kind.NULL
            ? Optional.empty()
            : Optional.of(
                "line %d: %s is a JSON %s, not an object"
                    .formatted(places.line(node.start()), above, name(node.kind())));
      }
      List<Node.Member> named = node.named(path.get(i));
      if (named.size() > 1) {
        return Optional.of(twice(path.subList(0, i + 1), named, places));
      }
      here = named.stream().findFirst().map(Node.Member::value);
    }
    return here.flatMap(n -> doubledInside(n, path, places));
  }

  private static Optional<String> doubledInside(Node node, List<String> path, Places places) {
    List<Duplicate> found = new ArrayList<>();
    duplicates(node, path, places, found);
    return found.stream()
        .findFirst()
        .map(d -> "%s stands in lines %s".formatted(dotted(d.path()), lines(d.lines())));
  }

  private static String twice(List<String> path, List<Node.Member> named, Places places) {
    List<Integer> lines = named.stream().map(m -> places.line(m.keyStart())).toList();
    return "%s stands in lines %s".formatted(dotted(path), lines(lines));
  }

  private static String lines(List<Integer> lines) {
    return String.join(" and ", lines.stream().map(String::valueOf).toList());
  }

  static void duplicates(Node node, List<String> path, Places places, List<Duplicate> found) {
    Set<String> keys = new LinkedHashSet<>();
    node.members().forEach(m -> keys.add(m.key()));
    if (keys.size() < node.members().size()) {
      for (String key : keys) {
        List<Node.Member> named = node.named(key);
        if (named.size() > 1) {
          found.add(
              new Duplicate(
                  below(path, key), named.stream().map(m -> places.line(m.keyStart())).toList()));
        }
      }
    }
    node.members().forEach(m -> duplicates(m.value(), below(path, m.key()), places, found));
    node.items().forEach(item -> duplicates(item, path, places, found));
  }

  /** The meaning with the member at {@code path} replaced, or added at the end of its object. */
  static Object withMember(Object object, List<String> path, Object value) {
    List<Map.Entry<String, Object>> members = members(object);
    String key = path.get(0);
    int index = index(members, key);
    Object now = value;
    if (path.size() > 1) {
      now = withMember(members.get(index).getValue(), path.subList(1, path.size()), value);
    }
    if (index < 0) {
      members.add(Map.entry(key, now));
    } else {
      members.set(index, Map.entry(key, now));
    }
    return new Values.Pairs(members);
  }

  static Object withoutMember(Object object, List<String> path) {
    List<Map.Entry<String, Object>> members = members(object);
    int index = index(members, path.get(0));
    if (path.size() == 1) {
      members.remove(index);
    } else {
      Object inner = members.get(index).getValue();
      Object now = withoutMember(inner, path.subList(1, path.size()));
      members.set(index, Map.entry(path.get(0), now));
    }
    return new Values.Pairs(members);
  }

  /** The array at a path of a meaning. */
  static List<?> list(Object object, List<String> path) {
    Object here = object;
    for (String key : path) {
      List<Map.Entry<String, Object>> members = members(here);
      here = members.get(index(members, key)).getValue();
    }
    return (List<?>) here;
  }

  private static List<Map.Entry<String, Object>> members(Object object) {
    return new ArrayList<>(((Values.Pairs) object).members());
  }

  private static int index(List<Map.Entry<String, Object>> members, String key) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).getKey().equals(key)) {
        return i;
      }
    }
    return -1;
  }
}
