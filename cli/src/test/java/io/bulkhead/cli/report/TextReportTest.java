package io.bulkhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.cli.terminal.ColourChoice;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextReportTest {
  @ParameterizedTest
  @MethodSource("samples")
  void every_line_fits_the_terminal(HostSnapshot host) {
    for (int columns : new int[] {60, 80, 120}) {
      for (String line : Audits.text(host, columns).split("\n")) {
        assertThat(line.codePointCount(0, line.length())).as(line).isLessThanOrEqualTo(columns);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nothing_from_outside_reaches_the_terminal_raw(HostSnapshot host) {
    String text = Audits.text(host, 0);
    assertThat(text.chars().filter(c -> (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0)).count())
        .isZero();
    assertThat(text).doesNotContain("\u202e").doesNotContain("\u200b");
  }

  @Test
  void a_hostile_name_is_shown_harmlessly() {
    assertThat(Audits.text(Audits.hostile(), 0)).contains("x\\x1b[2J\\u202e");
  }

  @Test
  void colours_add_nothing_but_colour() {
    HostSnapshot host = Audits.hostile();
    String coloured = Audits.text(host, 80, ColourChoice.ALWAYS, false);
    assertThat(coloured).contains("\u001b[31mFAIL");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(Audits.text(host, 80, ColourChoice.NEVER, false));
  }

  @Test
  void what_could_not_be_seen_is_never_counted_as_passed() {
    AuditResult blind = Audits.of(Samples.withoutDocker().build());
    String last = lastLines(Audits.text(Samples.withoutDocker().build(), 0));
    assertThat(last)
        .contains(blind.count(io.bulkhead.audit.Outcome.UNDETERMINED) + " could not be seen")
        .contains(blind.count(io.bulkhead.audit.Outcome.PASS) + " pass");
  }

  @Test
  void what_a_person_has_to_judge_is_shown_with_its_evidence_and_never_counted_as_passed() {
    AuditResult audit = Audits.manual("look who may log in", "alice, bob");
    assertThat(Audits.text(audit, 0))
        .contains("manual  HST-999  low       Accounts are known\n        look who may log in\n")
        .contains("alice, bob")
        .contains("1 checks: 0 fail, 0 could not be seen, 1 needs a person, 0 pass, 0 do not");
    assertThat(Audits.json(audit)).contains("\"outcome\" : \"manual\"", "\"manual\" : 1");
  }

  @Test
  void every_group_of_checks_has_a_title() {
    BuiltInCatalogue.catalogue()
        .checks()
        .forEach(c -> assertThat(Groups.title(c.meta().id().group())).hasSizeGreaterThan(3));
  }

  @Test
  void the_verdict_comes_last_with_the_next_command() {
    assertThat(lastLines(Audits.text(Audits.hostile(), 0)))
        .contains(" fail (")
        .contains("Next:  bulkhead plan");
  }

  private static String lastLines(String text) {
    String[] lines = text.split("\n");
    StringBuilder last = new StringBuilder();
    for (int i = Math.max(0, lines.length - 3); i < lines.length; i++) {
      last.append(lines[i]).append('\n');
    }
    return last.toString();
  }

  static Stream<HostSnapshot> samples() {
    return Audits.samples();
  }
}
