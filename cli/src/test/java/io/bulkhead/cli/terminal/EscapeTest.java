package io.bulkhead.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EscapeTest {
  @Test
  void escape_sequences_become_text() {
    assertThat(Escape.field("a\u001b[31mred\u001b[0m")).isEqualTo("a\\x1b[31mred\\x1b[0m");
    assertThat(Escape.field("\u009b2J")).isEqualTo("\\x9b2J");
  }

  @Test
  void line_ends_and_tabs_are_visible_in_a_field() {
    assertThat(Escape.field("a\nb\r\tc")).isEqualTo("a\\nb\\r\\tc");
  }

  @Test
  void tabs_stay_in_a_line_that_may_be_copied() {
    assertThat(Escape.line("\t\"icc\": true")).isEqualTo("\t\"icc\": true");
  }

  @Test
  void direction_and_invisible_characters_become_text() {
    assertThat(Escape.field("a\u202eb\u200bc\ufeffd\u2066e"))
        .isEqualTo("a\\u202eb\\u200bc\\ufeffd\\u2066e");
    assertThat(Escape.field("x\udb40\udc41y")).isEqualTo("x\\U000e0041y");
  }

  @Test
  void half_a_character_and_broken_bytes_become_text() {
    assertThat(Escape.field("a\ud800b\ufffd")).isEqualTo("a\\ud800b\\ufffd");
  }

  @Test
  void letters_of_any_script_stay() {
    assertThat(Escape.field("größe 港口 мост 😀")).isEqualTo("größe 港口 мост 😀");
  }

  @Test
  void a_field_has_at_most_200_characters_and_says_that_it_was_cut() {
    assertThat(Escape.field("x".repeat(5000))).hasSize(201).endsWith("…");
    assertThat(Escape.line("x".repeat(5000))).hasSize(5000);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothing_that_moves_a_cursor_survives(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder any = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      any.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
    }
    String shown = Escape.field(any.toString()) + Escape.line(any.toString().replace("\t", ""));
    assertThat(shown.chars().filter(c -> c < 0x20 || (c >= 0x7f && c < 0xa0)).count()).isZero();
    assertThat(shown.codePoints().filter(c -> Character.getType(c) == Character.FORMAT).count())
        .isZero();
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }
}
