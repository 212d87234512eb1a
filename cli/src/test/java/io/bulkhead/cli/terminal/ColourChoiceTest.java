package io.bulkhead.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColourChoiceTest {
  @Test
  void a_terminal_is_coloured_and_a_pipe_is_not() {
    assertThat(coloured(ColourChoice.AUTO, Map.of("TERM", "xterm"), true)).isTrue();
    assertThat(coloured(ColourChoice.AUTO, Map.of("TERM", "xterm"), false)).isFalse();
  }

  @Test
  void no_color_counts_only_when_it_is_not_empty() {
    assertThat(coloured(ColourChoice.AUTO, Map.of("NO_COLOR", "1"), true)).isFalse();
    assertThat(coloured(ColourChoice.AUTO, Map.of("NO_COLOR", ""), true)).isTrue();
  }

  @Test
  void a_dumb_terminal_is_plain() {
    assertThat(coloured(ColourChoice.AUTO, Map.of("TERM", "dumb"), true)).isFalse();
  }

  @Test
  void clicolor_force_colours_a_pipe_but_no_color_is_stronger() {
    assertThat(coloured(ColourChoice.AUTO, Map.of("CLICOLOR_FORCE", "1"), false)).isTrue();
    assertThat(coloured(ColourChoice.AUTO, Map.of("CLICOLOR_FORCE", "0"), false)).isFalse();
    assertThat(coloured(ColourChoice.AUTO, Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), true))
        .isFalse();
  }

  @Test
  void the_option_beats_everything() {
    assertThat(coloured(ColourChoice.ALWAYS, Map.of("NO_COLOR", "1"), false)).isTrue();
    assertThat(coloured(ColourChoice.NEVER, Map.of("CLICOLOR_FORCE", "1"), true)).isFalse();
  }

  private static boolean coloured(
      ColourChoice choice, Map<String, String> environment, boolean terminal) {
    return choice.coloured(environment::get, () -> terminal);
  }
}
