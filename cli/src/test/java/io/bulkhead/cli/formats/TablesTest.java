package io.bulkhead.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV and metrics. */
class TablesTest {
  private static final String LABELS =
      "(\\{[a-z_]+=\"(\\\\[\\\\\"n]|[^\\\\\"\\n])*\"(,[a-z_]+=\"(\\\\[\\\\\"n]|[^\\\\\"\\n])*\")*})?";

  @Test
  void csv_has_a_row_for_every_object_and_a_cell_for_every_column() {
    List<List<String>> rows = csv(Written.as(ReportFormat.CSV, Written.audit("a,\"b\"\n")));
    assertThat(rows).hasSize(8).allSatisfy(row -> assertThat(row).hasSize(rows.get(0).size()));
    assertThat(rows.get(0)).startsWith("host", "taken at", "check", "sections");
    assertThat(rows.get(1)).contains("CTR-001", "5.10", "fail", "container a,\"b\"\\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "|x", "\t=1", " =1", "%x"})
  void no_cell_is_a_formula(String outside) {
    for (List<String> row : csv(Written.as(ReportFormat.CSV, Written.audit(outside)))) {
      assertThat(row).noneMatch(cell -> cell.strip().matches("(?s)[=+@|%-].*"));
    }
    assertThat(CsvWriter.harmless("a=b")).isEqualTo("a=b");
  }

  @Test
  void metrics_are_what_prometheus_and_the_textfile_collector_read() {
    String text = Written.as(ReportFormat.OPENMETRICS, Written.audit("q\"b\\s\nn"));
    assertThat(text).endsWith("\n# EOF\n");
    String family = "";
    List<String> families = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (line.startsWith("# HELP ")) {
        family = line.split(" ")[2];
        families.add(family);
      } else if (line.startsWith("# TYPE ")) {
        assertThat(line).isEqualTo("# TYPE " + family + " gauge");
      } else if (!line.equals("# EOF")) {
        assertThat(line).matches(family + LABELS + " \\d+");
      }
    }
    assertThat(families).doesNotHaveDuplicates().hasSizeGreaterThan(6);
  }

  @Test
  void metrics_count_by_outcome_and_severity_and_tell_when_waivers_end() {
    String text = Written.as(ReportFormat.OPENMETRICS, Written.audit("web"));
    assertThat(text)
        .contains("bulkhead_checks{outcome=\"fail\",severity=\"medium\"} 1\n")
        .contains("bulkhead_checks{outcome=\"pass\",severity=\"high\"} 0\n")
        .contains("bulkhead_check_failed_objects{check=\"CTR-001\",severity=\"medium\"")
        .contains("bulkhead_waiver_end_seconds{check=\"CTR-001\",owner=\"web\",source=\"web\"}")
        .contains("bulkhead_unused_waivers 1\n");
  }

  /** RFC 4180: cells in quotes, quotes doubled. */
  private static List<List<String>> csv(String text) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : text.split("\r\n")) {
      assertThat(line).startsWith("\"").endsWith("\"");
      List<String> cells = new ArrayList<>();
      for (String cell : line.substring(1, line.length() - 1).split("\",\"", -1)) {
        cells.add(cell.replace("\"\"", "\""));
      }
      rows.add(cells);
    }
    return rows;
  }
}
