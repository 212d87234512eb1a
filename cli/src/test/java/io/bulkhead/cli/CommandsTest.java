package io.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole commands on the bundled sample host: the real code, without an engine. */
class CommandsTest extends OnSampleHost {
  private static final String ONLY = "DMN-003,DMN-004,FIL-009";

  @Test
  void an_audit_shows_evidence_and_ends_with_0() {
    Lines.Ran ran = lines.run("audit");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("harbour", "FAIL    FIL-009  critical", "server-key.pem  0644")
        .contains("Next:  bulkhead plan");
  }

  @Test
  void findings_are_2_on_request_only() {
    assertThat(lines.run("audit", "--exit-code").exit()).isEqualTo(2);
    assertThat(lines.run("audit", "--fail-on", "critical").exit()).isEqualTo(2);
    assertThat(lines.run("audit", "--only", "DMN-004", "--fail-on", "high").exit()).isZero();
    assertThat(lines.run("plan", "--exit-code", "--only", ONLY).exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void every_usual_word_for_help_lists_the_commands(String word) {
    Lines.Ran ran = new Lines(home).run(word);
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("Usage: bulkhead", "  rollback  ");
  }

  @Test
  void help_of_a_command_shows_its_options() {
    assertThat(new Lines(home).run("help", "plan").out()).contains("Usage: bulkhead plan");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adit",
        "audit --no-such",
        "audit --only NOPE-001",
        "audit --only 3",
        "audit --skip X*",
        "audit --profile none",
        "audit --fail-on bad",
        "audit --format xml",
        "audit --format json --format html",
        "audit --out a.json --out a.json",
        "audit --benchmark cis-docker-2",
        "audit --only 9.9",
        "audit --only 2.8",
        "explain 2.8",
        "policy",
        "policy check",
        "policy init x",
        "policy init --days 0",
        "explain",
        "explain DMN-999",
        "probe nothing.of.that",
        "probe --format yaml",
        "plan --format yaml",
        "diff --format html",
        "audit --color=red",
        "apply --yes=some",
        "apply --plan-digest 12",
        "-H unix:///x audit"
      })
  void wrong_usage_is_64_with_one_sentence_and_the_next_step(String words) {
    Lines.Ran ran = lines.run(words.split(" "));
    assertThat(ran.exit()).as(ran.said()).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("bulkhead: ").doesNotContain("\tat ");
    assertThat(ran.err().strip().lines().reduce((a, b) -> b).orElseThrow()).startsWith("Next:  ");
  }

  @Test
  void a_misspelt_command_is_answered_with_the_right_one() {
    assertThat(lines.run("audi").err()).contains("bulkhead audit");
  }

  @Test
  void apply_without_a_terminal_and_without_yes_names_the_flag() {
    Lines.Ran ran = lines.run("apply");
    assertThat(ran.exit()).isEqualTo(64);
    assertThat(ran.err()).contains("bulkhead apply --yes");
  }

  @Test
  void the_loop_puts_everything_back() throws IOException {
    Map<String, String> before = host.fingerprint();
    Lines.Ran applied = lines.run("apply", "--yes", "--only", ONLY, "-m", "why not");
    assertThat(applied.exit()).as(applied.said()).isZero();
    assertThat(Files.readString(host.root().resolve("etc/docker/daemon.json")))
        .contains("\"live-restore\": true", "\"userland-proxy\": false");
    assertThat(host.fingerprint()).isNotEqualTo(before);
    assertThat(lines.run("apply", "--yes", "--only", ONLY).out()).isEqualTo("Nothing to do.\n");
    assertThat(lines.run("history").out()).contains("why not", "applied", "chain of 1 set,");
    assertThat(lines.run("status").out()).contains("harbour: no open change set. Last: ");
    assertThat(lines.run("rollback", "--dry-run").out()).contains("Nothing was changed.");
    assertThat(lines.run("rollback", "--yes").exit()).isZero();
    assertThat(host.fingerprint()).isEqualTo(before);
    assertThat(lines.run("rollback", "--yes").out()).startsWith("Nothing to roll back");
  }

  @Test
  void a_person_who_presses_enter_changes_nothing() throws IOException {
    Map<String, String> before = host.fingerprint();
    for (String answer : new String[] {"", "n", "no"}) {
      Lines.Ran ran = lines.answering(answer).run("apply", "--only", ONLY);
      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).contains("Nothing was changed.");
    }
    assertThat(lines.answering().run("apply", "--only", ONLY).out())
        .contains("Nothing was changed.");
    assertThat(host.fingerprint()).isEqualTo(before);
  }

  @Test
  void an_unknown_key_asks_again() {
    Lines.Ran ran = lines.answering("x", "?", "d", "e", "y").run("apply", "--only", ONLY);
    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.err()).contains("'x' is none of").contains("+++ b/etc/docker/daemon.json");
    assertThat(ran.out()).contains("Applied 3 of 3");
  }

  @Test
  void a_person_can_leave_changes_out() throws IOException {
    String plan = lines.run("plan", "--only", ONLY).out();
    String number =
        plan.lines()
            .filter(l -> l.contains("userland-proxy") && l.contains("~"))
            .findFirst()
            .orElseThrow()
            .strip()
            .split(" ")[0];
    Lines.Ran ran =
        lines.answering("s", "-77", "-" + number, "done", "y").run("apply", "--only", ONLY);
    assertThat(ran.err()).contains("there is no change '-77'").contains("2 changes left");
    assertThat(ran.out()).contains("Applied 2 of 2");
    assertThat(Files.readString(host.root().resolve("etc/docker/daemon.json")))
        .contains("live-restore")
        .doesNotContain("userland-proxy");
  }

  @Test
  void a_saved_plan_is_applied_as_shown_and_refused_when_the_host_moved() throws IOException {
    Path file = home.resolve("plan.json");
    lines.run("plan", "--only", ONLY, "--out", file.toString());
    Path config = host.root().resolve("etc/docker/daemon.json");
    byte[] old = Files.readAllBytes(config);
    Files.writeString(config, "{ \"debug\": true }\n");
    Lines.Ran moved = lines.run("apply", "--yes", file.toString());
    assertThat(moved.exit()).as(moved.said()).isEqualTo(3);
    assertThat(moved.err()).contains("/etc/docker/daemon.json").contains("Next:  ");
    assertThat(Files.readString(config)).isEqualTo("{ \"debug\": true }\n");
    Files.write(config, old);
    Lines.Ran applied = lines.run("apply", "--yes", file.toString());
    assertThat(applied.exit()).as(applied.said()).isZero();
  }

  @Test
  void the_digest_of_another_plan_is_refused() {
    Lines.Ran ran = lines.run("apply", "--yes", "--only", ONLY, "--plan-digest", "0".repeat(12));
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void a_snapshot_gives_the_same_report_in_both_forms() {
    String file = home.resolve("host.json").toString();
    assertThat(lines.run("snapshot", "-o", file).exit()).isZero();
    for (String format : new String[] {"text", "json"}) {
      Lines.Ran first = new Lines(home).run("audit", "--snapshot", file, "--format", format);
      assertThat(first.exit()).isZero();
      assertThat(new Lines(home).run("audit", "--snapshot", file, "--format", format))
          .isEqualTo(first);
    }
  }

  @Test
  void what_is_no_snapshot_is_1_and_says_so() throws IOException {
    Path file = Files.writeString(home.resolve("x.json"), "{}");
    Lines.Ran ran = lines.run("audit", "--snapshot", file.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("it is not a snapshot of Bulkhead");
    assertThat(lines.run("audit", "--snapshot", "/no/such").exit()).isEqualTo(1);
  }

  @Test
  void every_line_fits_a_terminal() {
    for (int columns : new int[] {60, 80, 120}) {
      for (String words :
          new String[] {
            "audit -v", "plan --only FIL-009", "plan --only DMN-010", "checks", "explain DMN-001"
          }) {
        Lines.Ran ran = lines.answering().columns(columns).run(words.split(" "));
        for (String line : ran.out().split("\n")) {
          assertThat(line.codePointCount(0, line.length()))
              .as("%s at %d: %s", words, columns, line)
              .isLessThanOrEqualTo(columns);
        }
      }
    }
  }

  @Test
  void checks_are_listed_for_programs_too() throws IOException {
    JsonNode json = new ObjectMapper().readTree(lines.run("checks", "--format", "json").out());
    assertThat(json.path("schema").asText()).isEqualTo("bulkhead/checks/1");
    assertThat(json.path("checks")).hasSizeGreaterThan(40);
  }

  @Test
  void explain_says_what_why_and_what_can_be_done() {
    Lines.Ran ran = lines.run("explain", "dmn-003", "FIL-009");
    assertThat(ran.out())
        .contains("DMN-003", "Why", "On this host: FAIL", "By hand", "What Bulkhead would do")
        .contains("live-restore  unset → true")
        .contains("Benchmarks", "CIS");
  }

  @Test
  void the_demo_ends_as_it_began() {
    Lines.Ran ran = new Lines(home).run("demo");
    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.out()).contains("Nothing to do.", "files and directories are as before");
    assertThat(home.resolve("bulkhead").toFile().list())
        .containsExactly(host.root().toFile().getName());
  }

  @Test
  void commands_that_only_read_write_nothing() throws IOException {
    Map<String, String> before = host.fingerprint();
    for (String words : new String[] {"audit", "plan", "diff", "history", "status", "checks"}) {
      assertThat(lines.run(words).exit()).as(words).isZero();
    }
    assertThat(host.fingerprint()).isEqualTo(before);
    assertThat(host.root().resolve("var/lib/bulkhead")).doesNotExist();
  }
}
