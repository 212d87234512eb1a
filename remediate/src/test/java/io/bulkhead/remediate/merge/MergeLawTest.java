package io.bulkhead.remediate.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The law of {@link ThreeWay} for generated triples of what was before, what we wrote and what
 * stands there now: 10 000 of each kind; a failure names its seed.
 */
class MergeLawTest {
  private static final int TRIPLES = 10_000;
  private static final List<String> NAMES = List.of("a", "b", "c.d", "net.x", "e", "f");
  private static final List<String> NESTED = List.of("m", "n", "o");

  /** What a key has to be afterwards, and whether it clashes. */
  private static <V> Optional<V> lawful(Optional<V> from, Optional<V> to, Optional<V> now) {
    return from.equals(to) || !now.equals(from) ? now : to;
  }

  private static <V> boolean clashes(Optional<V> from, Optional<V> to, Optional<V> now) {
    return !from.equals(to) && !now.equals(from) && !now.equals(to);
  }

  // --- key = value lines
  // ---------------------------------------------------------------------------

  private static Map<String, String> keys(Random random, Map<String, String> base, int changes) {
    Map<String, String> keys = new LinkedHashMap<>(base);
    for (int i = 0; i < changes; i++) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      if (random.nextInt(3) == 0) {
        keys.remove(name);
      } else {
        keys.put(name, String.valueOf(random.nextInt(3)));
      }
    }
    return keys;
  }

  private static byte[] lines(Random random, Map<String, String> keys) {
    StringBuilder text = new StringBuilder();
    List<String> names = new ArrayList<>(keys.keySet());
    if (random.nextInt(4) == 0) {
      Collections.shuffle(names, random);
    }
    for (String name : names) {
      text.append(random.nextInt(6) == 0 ? "# by hand " + random.nextInt(9) + "\n" : "");
      text.append(name).append(random.nextBoolean() ? " = " : "=").append(keys.get(name));
      text.append('\n');
    }
    boolean open = text.length() > 0 && random.nextInt(5) == 0;
    return text.substring(0, text.length() - (open ? 1 : 0)).getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<List<String>> values(byte[] text, String name) {
    List<String> values = KeyText.of(text).values(new KeyText.Key("", name));
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  @Test
  void key_lines_follow_the_law() {
    int clashing = 0;
    for (int seed = 0; seed < TRIPLES; seed++) {
      Random random = new Random(seed);
      Map<String, String> base = keys(random, Map.of(), 5);
      byte[] to = lines(random, base);
      byte[] from = lines(random, keys(random, base, 2));
      byte[] now =
          random.nextInt(10) == 0
              ? from
              : lines(random, keys(random, keys(random, base, 1), random.nextInt(3)));
      Merged merged = new KeyLines().merge(from, to, now);
      Set<String> expected = new LinkedHashSet<>();
      for (String name : NAMES) {
        Optional<List<String>> result =
            lawful(values(from, name), values(to, name), values(now, name));
        assertThat(values(merged.text(), name)).as("seed %d, %s", seed, name).isEqualTo(result);
        if (clashes(values(from, name), values(to, name), values(now, name))) {
          expected.add(name);
        }
      }
      assertThat(merged.clashes().stream().map(Clash::place))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(expected);
      clashing += expected.isEmpty() ? 0 : 1;
    }
    assertThat(clashing).isBetween(TRIPLES / 20, TRIPLES * 19 / 20);
  }

  @Test
  void key_lines_give_the_old_bytes_back_where_nobody_else_wrote() {
    for (int seed = 0; seed < TRIPLES; seed++) {
      Random random = new Random(seed);
      Map<String, String> base = keys(random, Map.of(), 5);
      byte[] to = lines(random, base);
      byte[] from = lines(random, keys(random, base, 2));
      assertThat(new KeyLines().merge(from, to, from).text()).as("seed %d", seed).isEqualTo(to);
    }
  }

  // --- JSON
  // ----------------------------------------------------------------------------------------

  private static ConfigValue.Table table(Random random, ConfigValue.Table base, int changes) {
    Map<String, ConfigValue> keys = new LinkedHashMap<>(base.entries());
    for (int i = 0; i < changes; i++) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      ConfigValue old = keys.get(name);
      if (random.nextInt(4) == 0) {
        keys.remove(name);
      } else if (name.equals("e") || name.equals("f")) {
        keys.put(name, nested(random, old instanceof ConfigValue.Table t ? t.entries() : Map.of()));
      } else {
        keys.put(name, ConfigValue.of(random.nextInt(3)));
      }
    }
    return new ConfigValue.Table(keys);
  }

  private static ConfigValue nested(Random random, Map<String, ConfigValue> base) {
    Map<String, ConfigValue> members = new LinkedHashMap<>(base);
    String name = NESTED.get(random.nextInt(NESTED.size()));
    if (members.size() > 1 && random.nextInt(3) == 0) {
      members.remove(name);
    } else {
      members.put(name, ConfigValue.of(random.nextInt(3)));
    }
    return new ConfigValue.Table(members);
  }

  private static Map<List<String>, ConfigValue> leaves(ConfigValue value) {
    Map<List<String>, ConfigValue> leaves =
        new TreeMap<>(Collections.reverseOrder((a, b) -> a.toString().compareTo(b.toString())));
    if (value instanceof ConfigValue.Table table) {
      table
          .entries()
          .forEach(
              (key, member) -> {
                if (member instanceof ConfigValue.Table inner) {
                  inner.entries().forEach((k, v) -> leaves.put(List.of(key, k), v));
                } else {
                  leaves.put(List.of(key), member);
                }
              });
    }
    return leaves;
  }

  private static JsonDocument document(Random random, ConfigValue.Table table) {
    String text = table.toString();
    String spaced = random.nextBoolean() ? text.replace(", ", ",\n  ") : text;
    try {
      return JsonDocument.parse((spaced + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (JsonProblem e) {
      throw new AssertionError(spaced, e);
    }
  }

  private static KeyBack back(JsonDocument from, JsonDocument to, JsonDocument now, boolean force) {
    KeyBack back = new KeyBack(now, to, force);
    Set<String> keys = new LinkedHashSet<>(((ConfigValue.Table) from.root()).entries().keySet());
    keys.addAll(((ConfigValue.Table) to.root()).entries().keySet());
    for (String key : keys) {
      Optional<ConfigValue> before = to.get(List.of(key));
      Optional<ConfigValue> after = from.get(List.of(key));
      if (!before.equals(after)) {
        back.take(List.of(key), before.orElse(null), after.orElse(null));
      }
    }
    return back;
  }

  @Test
  void keys_of_a_json_file_follow_the_law_and_force_leaves_none_of_ours() {
    int clashing = 0;
    for (int seed = 0; seed < TRIPLES; seed++) {
      Random random = new Random(seed);
      ConfigValue.Table empty = new ConfigValue.Table(Map.of());
      ConfigValue.Table base = table(random, empty, 5);
      ConfigValue.Table wrote = table(random, base, 2);
      JsonDocument to = document(random, base);
      JsonDocument from = document(random, wrote);
      JsonDocument now = document(random, table(random, random.nextBoolean() ? wrote : base, 2));
      KeyBack merged = back(from, to, now, false);
      Map<List<String>, ConfigValue> a = leaves(from.root());
      Map<List<String>, ConfigValue> b = leaves(to.root());
      Map<List<String>, ConfigValue> n = leaves(now.root());
      Map<List<String>, ConfigValue> result = leaves(merged.text().root());
      Map<List<String>, ConfigValue> forced = leaves(back(from, to, now, true).text().root());
      Set<List<String>> paths = new LinkedHashSet<>(a.keySet());
      paths.addAll(b.keySet());
      paths.addAll(n.keySet());
      for (List<String> path : paths) {
        Optional<ConfigValue> wasFrom = Optional.ofNullable(a.get(path));
        Optional<ConfigValue> wasTo = Optional.ofNullable(b.get(path));
        Optional<ConfigValue> is = Optional.ofNullable(n.get(path));
        assertThat(Optional.ofNullable(result.get(path)))
            .as("seed %d, %s", seed, path)
            .isEqualTo(lawful(wasFrom, wasTo, is));
        assertThat(Optional.ofNullable(forced.get(path)))
            .as("seed %d, %s by force", seed, path)
            .isEqualTo(wasFrom.equals(wasTo) ? is : wasTo);
        boolean clash = clashes(wasFrom, wasTo, is);
        clashing += clash ? 1 : 0;
        assertThat(
                merged.clashes().stream().anyMatch(c -> c.place().equals(String.join(".", path))))
            .as("seed %d, %s clashes", seed, path)
            .isEqualTo(clash);
      }
    }
    assertThat(clashing).isGreaterThan(TRIPLES / 20);
  }

  // --- other text
  // ----------------------------------------------------------------------------------

  private static List<String> edited(Random random, List<String> lines, int edits) {
    List<String> result = new ArrayList<>(lines);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(result.size() + 1);
      switch (random.nextInt(3)) {
        case 0 -> result.add(at, "new " + random.nextInt(100));
        case 1 -> {
          if (at < result.size()) {
            result.remove(at);
          }
        }
        default -> {
          if (at < result.size()) {
            result.set(at, "changed " + random.nextInt(100));
          }
        }
      }
    }
    return result;
  }

  private static byte[] text(List<String> lines) {
    return String.join("", lines.stream().map(l -> l + "\n").toList())
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void other_text_follows_the_law() {
    ThreeWay lines = new Lines();
    int clean = 0;
    for (int seed = 0; seed < TRIPLES; seed++) {
      Random random = new Random(seed);
      List<String> base = new ArrayList<>();
      int size = random.nextInt(14);
      for (int i = 0; i < size; i++) {
        base.add("line " + i);
      }
      byte[] from = text(base);
      byte[] to = text(edited(random, base, 1 + random.nextInt(2)));
      byte[] now = text(edited(random, base, random.nextInt(3)));
      assertThat(lines.merge(from, to, from).text()).as("seed %d: untouched", seed).isEqualTo(to);
      assertThat(lines.merge(from, from, now).text()).as("seed %d: no change", seed).isEqualTo(now);
      assertThat(lines.merge(from, to, to).text()).as("seed %d: done already", seed).isEqualTo(to);
      Merged one = lines.merge(from, to, now);
      Merged other = lines.merge(from, now, to);
      assertThat(one.clashes().isEmpty()).as("seed %d", seed).isEqualTo(other.clashes().isEmpty());
      if (one.clashes().isEmpty()) {
        clean++;
        assertThat(one.text()).as("seed %d: either way", seed).isEqualTo(other.text());
      } else {
        assertThat(one.text()).as("seed %d: kept", seed).isEqualTo(now);
      }
    }
    assertThat(clean).isBetween(TRIPLES / 20, TRIPLES * 19 / 20);
  }
}
