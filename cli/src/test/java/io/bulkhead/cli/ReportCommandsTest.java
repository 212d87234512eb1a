package io.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Choosing and numbering checks, several reports at once, baselines. */
class ReportCommandsTest extends OnSampleHost {
  @Test
  void checks_are_chosen_by_the_numbers_of_an_edition() {
    assertThat(lines.run("checks", "--only", "2.2").out()).contains("DMN-001", "1 checks.");
    assertThat(lines.run("checks", "--only", "2.8", "--benchmark", "cis-docker-1.7.0").out())
        .contains("DMN-006");
    assertThat(lines.run("checks", "--only", "2.8", "--benchmark", "cis-docker-1.8.0").out())
        .contains("DMN-007", "DMN-008");
    assertThat(lines.run("checks", "--only", "3.*", "--skip", "3.1?").out())
        .contains("FIL-006")
        .doesNotContain("FIL-009");
    assertThat(lines.run("audit", "--only", "2.8").err())
        .contains("2.8 is", "DMN-006 in 1.6.0", "--benchmark cis-docker-1.8.0");
    assertThat(lines.run("explain", "2.2").out())
        .contains("DMN-001", "1.6.0: 2.2", "How it is judged\n  Passes when the default bridge");
  }

  @Test
  void the_catalogue_is_a_document_with_every_check_and_links_that_lead_somewhere() {
    String document = lines.run("checks", "--format", "markdown").out();
    List<String> headings =
        document
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();
    List<String> links =
        Pattern.compile("\\]\\(#([^)]+)\\)")
            .matcher(document)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(headings).hasSizeGreaterThan(45).hasSameSizeAs(links);
    assertThat(links.get(0)).startsWith("cli-001-");
    assertThat(headings)
        .allSatisfy(
            heading ->
                assertThat(links)
                    .contains(
                        heading
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w -]", "")
                            .replace(' ', '-')));
    assertThat(document).contains("| 1.6.0 | 1.7.0 | 1.8.0 | title |", "**By hand:** ");
  }

  @Test
  void the_numbers_of_an_edition_stand_in_the_report() {
    String[] numbered = {"audit", "--benchmark", "cis-docker-1.8.0"};
    assertThat(lines.run(numbered).out())
        .contains("numbers in brackets: CIS Docker Benchmark 1.8.0", "owner only  [3.14]");
    assertThat(lines.run("plan", "--benchmark", "cis-docker-1.8.0", "--only", "3.*").out())
        .contains("FIL-009 [3.14]");
    assertThat(lines.run("audit", "--benchmark", "cis-docker-1.8.0", "--format", "csv").out())
        .contains("\"FIL-009\",\"3.14\"");
  }

  @Test
  void several_reports_are_written_at_once_in_the_form_of_their_names() throws IOException {
    Path html = home.resolve("a.html");
    Path json = home.resolve("b");
    Path metrics = home.resolve("c.prom");
    Lines.Ran ran =
        lines.run(
            "audit",
            "--out",
            html.toString(),
            "--out",
            json.toString(),
            "--format",
            "json",
            "--out",
            metrics.toString());
    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.out()).containsPattern("^\\d+ checks: ");
    assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(Files.readString(json)).contains("\"schema\" : \"bulkhead/audit/1\"");
    assertThat(Files.readString(metrics)).endsWith("# EOF\n");
    assertThat(Files.getPosixFilePermissions(html)).hasSize(2);
    assertThat(Files.getPosixFilePermissions(metrics)).hasSize(4);
  }

  @Test
  void only_what_is_new_since_a_baseline_fails_and_what_is_fixed_is_listed() throws IOException {
    String old = home.resolve("old.json").toString();
    String[] gate = {"audit", "--baseline", old, "--exit-code"};
    lines.run("audit", "--out", old);
    Lines.Ran same = lines.run(gate);
    assertThat(same.exit()).as(same.said()).isZero();
    assertThat(same.out()).contains("0 new, 0 fixed");
    Path key = host.root().resolve("etc/docker/tls/server-key.pem");
    Path directory = host.root().resolve("etc/docker");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Lines.Ran changed = lines.run(gate);
    assertThat(changed.exit()).isEqualTo(2);
    assertThat(changed.out())
        .contains("2 new, 1 fixed")
        .contains("new     FIL-005   /etc/docker: ", "new     FIL-030   /etc/docker: ")
        .contains("fixed   FIL-009   /etc/docker/tls/server-key.pem: ");
    assertThat(lines.run("audit", "--baseline", broken(old)).exit()).isEqualTo(1);
  }

  @Test
  void what_is_waived_now_is_neither_new_nor_fixed() throws IOException {
    String old = home.resolve("old.json").toString();
    lines.run("audit", "--out", old);
    Path policy = home.resolve("policy.yaml");
    Files.writeString(
        policy,
        "bulkhead-policy: 1\nwaivers: [{check: FIL-009, reason: r, owner: o, expires: 2099-01-31}]\n");
    Lines.Ran ran = lines.run("audit", "--baseline", old, "--policy", policy.toString());
    assertThat(ran.out()).contains("0 new, 0 fixed").contains("1 is waived");
  }

  private String broken(String old) throws IOException {
    return Files.writeString(home.resolve("x.json"), Files.readString(Path.of(old)).substring(9))
        .toString();
  }
}
