package io.bulkhead.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void ascii_spells_our_own_symbols_and_all_other_characters() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Terminal terminal = terminal(bytes, true, Map.of(), 0);
    terminal.out().line("✓ true → false … é 😀");
    terminal.flush();
    assertThat(bytes.toString(StandardCharsets.US_ASCII))
        .isEqualTo("ok true -> false .. \\u00e9 \\U0001f600\n");
  }

  @Test
  void the_width_stays_between_60_and_120() {
    assertThat(width(40, Map.of())).isEqualTo(60);
    assertThat(width(100, Map.of())).isEqualTo(100);
    assertThat(width(300, Map.of())).isEqualTo(120);
  }

  @Test
  void columns_counts_when_the_terminal_does_not_know() {
    assertThat(width(0, Map.of("COLUMNS", "90"))).isEqualTo(90);
    assertThat(width(0, Map.of("COLUMNS", "wide"))).isEqualTo(80);
    assertThat(width(0, Map.of())).isEqualTo(80);
  }

  @Test
  void without_a_terminal_nothing_is_shortened() {
    Terminal terminal = terminal(new ByteArrayOutputStream(), false, Map.of("COLUMNS", "70"), -1);
    assertThat(terminal.out().width()).isEqualTo(Integer.MAX_VALUE);
  }

  private static int width(int columns, Map<String, String> environment) {
    return terminal(new ByteArrayOutputStream(), false, environment, columns).out().width();
  }

  /** {@code columns} below zero: no terminal. */
  private static Terminal terminal(
      ByteArrayOutputStream bytes, boolean ascii, Map<String, String> environment, int columns) {
    PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    Devices devices =
        new Devices() {
          @Override
          public boolean terminal(int descriptor) {
            return columns >= 0;
          }

          @Override
          public int columns(int descriptor) {
            return columns;
          }
        };
    return Terminal.on(
        stream, stream, new Terminal.Wishes(ColourChoice.NEVER, ascii, environment::get), devices);
  }
}
