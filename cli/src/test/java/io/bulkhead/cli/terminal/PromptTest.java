package io.bulkhead.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PromptTest {
  @Test
  void answers_come_line_by_line_without_blanks() {
    Prompt prompt = prompt(new StringReader("  y \nn\n"), Prompt.PATIENCE);
    assertThat(prompt.ask("? ")).contains("y");
    assertThat(prompt.ask("? ")).contains("n");
  }

  @Test
  void the_end_of_input_is_no_answer() {
    assertThat(prompt(new StringReader(""), Prompt.PATIENCE).ask("? ")).isEmpty();
  }

  @Test
  void what_was_typed_without_enter_when_the_terminal_went_is_no_answer() {
    assertThat(prompt(new StringReader("y"), Prompt.PATIENCE).ask("? ")).isEmpty();
  }

  @Test
  void silence_is_no_answer() throws IOException {
    try (PipedReader silent = new PipedReader(new PipedWriter())) {
      assertThat(prompt(silent, Duration.ofMillis(20)).ask("? ")).isEmpty();
    }
  }

  private static Prompt prompt(Reader input, Duration patience) {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal terminal =
        Terminal.on(
            nowhere,
            nowhere,
            new Terminal.Wishes(ColourChoice.NEVER, false, name -> null),
            Devices.NONE);
    return new Prompt(new BufferedReader(input), terminal.err(), patience);
  }
}
