package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the screens look like on a terminal of some width, in a pipe, and from a snapshot. */
@RealEngine
class OutputIT {
  private static final String ESCAPES = "\u001b\\[[0-9;?]*[A-Za-z]";

  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.up("output");
    engine.sleeper("first", "--cap-add", "NET_ADMIN");
    engine.sleeper("second", "-v", engine.directory() + ":/host:ro");
  }

  @AfterAll
  static void end() {
    engine.close();
  }

  @Test
  void a_pipe_gets_no_escape_codes() {
    for (String command : List.of("audit", "plan", "checks", "history", "status")) {
      Ran ran = Bulkhead.on(engine).now(command).exits(0);
      assertThat(ran.said()).as(command).doesNotContain("\u001b").doesNotContain("\r");
      assertThat(ran.out()).as(command).isNotBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void a_terminal_gets_colour_and_lines_that_fit(int columns) {
    for (String command : List.of("audit", "plan")) {
      String screen = onTerminal(columns, command, "TERM=xterm");
      assertThat(screen).containsPattern(ESCAPES);
      // a path is never broken, and nothing in a diff is
      String plain = screen.replaceAll(ESCAPES, "").replace("\r", "");
      for (String line : plain.replaceAll(".*" + engine.directory() + ".*", "").split("\n")) {
        assertThat(line.codePointCount(0, line.length()))
            .as("%s, %d columns: %s", command, columns, line)
            .isLessThanOrEqualTo(columns);
      }
    }
  }

  @Test
  void a_terminal_without_colour_gets_none() {
    assertThat(onTerminal(80, "audit", "TERM=xterm", "NO_COLOR=1")).doesNotContain("\u001b[3");
    assertThat(onTerminal(80, "audit", "TERM=dumb")).doesNotContain("\u001b");
  }

  @Test
  void a_c_locale_gets_plain_characters() {
    Ran ran = Bulkhead.on(engine).run("plan").with("LC_ALL", "C").with("LANG", "C").now();
    assertThat(ran.exits(0).out()).matches("\\p{ASCII}+");
  }

  @Test
  void json_is_one_document_on_standard_output() {
    Ran ran = Bulkhead.on(engine).now("audit", "--format", "json").exits(0);
    assertThat(ran.json().path("schema").asText()).isEqualTo("bulkhead/audit/1");
    assertThat(ran.json().path("findings")).isNotEmpty();
  }

  @Test
  void a_snapshot_gives_the_same_report_byte_for_byte() {
    Path file = engine.directory().resolve("host.json");
    Bulkhead.on(engine).now("snapshot", "-o", file.toString()).exits(0);
    Run.command("chmod", "0644", file.toString()).text();
    for (String format : List.of("text", "json")) {
      String[] words = {"audit", "--format", format, "--snapshot", file.toString()};
      byte[] first = Bulkhead.plain().now(words).exits(0).stdout();
      assertThat(Bulkhead.asNobody().now(words).exits(0).stdout()).isEqualTo(first);
    }
    Ran json = Bulkhead.plain().now("audit", "--format", "json", "--snapshot", file.toString());
    Report report = new Report(json.exits(0).json());
    assertThat(report.outcome("CTR-001")).isEqualTo("fail");
    assertThat(report.outcome("DMN-001")).isEqualTo("fail");
  }

  /** Runs a command on a pseudo terminal of this width. */
  private static String onTerminal(int columns, String command, String... environment) {
    String line =
        "stty cols %d rows 24; env LANG=C.UTF-8 %s %s %s -H %s --state %s"
            .formatted(
                columns,
                String.join(" ", environment),
                Bulkhead.LAUNCHER,
                command,
                engine.host(),
                engine.state());
    return Run.command("script", "-qec", line, "/dev/null").now().exits(0).out();
  }
}
