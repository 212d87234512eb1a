package io.bulkhead.daemon.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonDocumentPropertyTest {
  private static final String DAMAGE = "{}[],:\"\\ /#'\u0000\n01eETtx-+.";

  static LongStream seeds() {
    return LongStream.range(0, 250);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> path(Texts texts, SplittableRandom random) {
    List<String> path = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      path.add(texts.key());
    }
    return path;
  }

  /** The edit as anybody would write it with maps. */
  private static ConfigValue naive(
      ConfigValue object, List<String> path, Optional<ConfigValue> value) {
    Map<String, ConfigValue> entries =
        object instanceof ConfigValue.Table t
            ? new LinkedHashMap<>(t.entries())
            : new LinkedHashMap<>();
    String key = path.get(0);
    if (path.size() > 1) {
      ConfigValue below = entries.getOrDefault(key, new ConfigValue.Null());
      entries.put(key, naive(below, path.subList(1, path.size()), value));
    } else if (value.isPresent()) {
      entries.put(key, value.get());
    } else {
      entries.remove(key);
    }
    return new ConfigValue.Table(entries);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_random_edit_means_what_a_map_would_mean(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Texts texts = new Texts(random);
    byte[] file = bytes(texts.file());
    JsonDocument document = JsonDocument.parse(file);
    assertThat(document.bytes()).isEqualTo(file);
    for (int i = 0; i < 12; i++) {
      List<String> path = path(texts, random);
      if (document.refusal(path).isPresent()) {
        continue;
      }
      ConfigValue before = Jackson.read(document.bytes());
      Optional<ConfigValue> value =
          random.nextInt(3) == 0 ? Optional.empty() : Optional.of(texts.value(1));
      boolean there = document.get(path).isPresent();
      JsonDocument after =
          value.isPresent() ? document.set(path, value.get()) : document.remove(path);
      ConfigValue expected = value.isPresent() || there ? naive(before, path, value) : before;
      assertThat(Jackson.read(after.bytes())).isEqualTo(expected);
      assertThat(after.root()).isEqualTo(expected);
      assertThat(value.isPresent() ? after.set(path, value.get()) : after.remove(path))
          .isSameAs(after);
      document = after;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void an_edit_and_its_inverse_give_back_the_same_bytes(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Texts texts = new Texts(random);
    JsonDocument document = JsonDocument.parse(bytes(texts.file()));
    for (int i = 0; i < 12; i++) {
      List<String> path = path(texts, random);
      Optional<ConfigValue> old = document.get(path);
      boolean restorable =
          old.isEmpty()
              ? room(document, path)
              : !(old.get() instanceof ConfigValue.Items || old.get() instanceof ConfigValue.Table);
      if (document.refusal(path).isEmpty() && restorable) {
        JsonDocument after = document.set(path, ConfigValue.of("new"));
        JsonDocument back =
            old.isPresent() ? after.set(path, old.get()) : after.removeWithEmptyParents(path);
        assertThat(back).isEqualTo(document);
      }
    }
  }

  /** True if a new key has a neighbour; an empty object comes back without its inner blanks. */
  private static boolean room(JsonDocument document, List<String> path) {
    for (int depth = path.size() - 1; depth >= 0; depth--) {
      Optional<ConfigValue> above = document.get(path.subList(0, depth));
      if (above.isPresent()) {
        return above.get() instanceof ConfigValue.Table t && !t.entries().isEmpty();
      }
    }
    return false;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_damaged_text_is_accepted_only_if_it_is_json(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] file = bytes(new Texts(random).file());
    for (int i = 0; i < 40; i++) {
      byte[] damaged = file.clone();
      int at = random.nextInt(damaged.length);
      damaged[at] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
      boolean ours;
      try {
        JsonDocument document = JsonDocument.parse(damaged);
        ours = true;
        assertThat(document.bytes()).isEqualTo(damaged);
      } catch (JsonProblem e) {
        ours = false;
        assertThat(e.line()).isPositive();
        assertThat(e.column()).isPositive();
      }
      if (ours) {
        assertThat(acceptedByJackson(damaged))
            .as(new String(damaged, StandardCharsets.UTF_8))
            .isTrue();
      } else {
        assertThat(objectForJackson(damaged))
            .as(new String(damaged, StandardCharsets.UTF_8))
            .isFalse();
      }
    }
  }

  private static boolean acceptedByJackson(byte[] text) {
    try {
      Jackson.read(text);
      return true;
    } catch (IOException e) {
      return new String(text, StandardCharsets.UTF_8).replace("\uFEFF", "").isBlank();
    }
  }

  private static boolean objectForJackson(byte[] text) {
    try {
      return Jackson.read(text) instanceof ConfigValue.Table;
    } catch (IOException e) {
      return false;
    }
  }
}
