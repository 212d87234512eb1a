package io.bulkhead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.Advisories;
import io.bulkhead.audit.snapshot.Advisories.Hole;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvisoryTableTest {
  @Test
  void the_shipped_table_is_dated_and_well_formed() {
    Advisories table = AdvisoryTable.shipped();
    assertThat(LocalDate.parse(table.asOf())).isAfter("2026-01-01");
    assertThat(table.newest()).containsOnlyKeys("runc", "engine");
    assertThat(table.holes()).extracting(Hole::id).doesNotHaveDuplicates();
    assertThat(table.holes())
        .allSatisfy(hole -> assertThat(hole.id()).matches("CVE-\\d{4}-\\d{4,7}"))
        .allSatisfy(hole -> assertThat(hole.component()).isIn("runc", "engine"))
        .allSatisfy(hole -> assertThat(hole.fixed()).isNotEmpty())
        .allSatisfy(hole -> assertThat(hole.says()).isNotBlank());
    assertThat(table.backports())
        .allSatisfy(row -> assertThat(table.holes()).extracting(Hole::id).containsAll(row.ids()));
  }

  @Test
  void the_ways_out_that_everybody_knows_are_in_it() {
    assertThat(AdvisoryTable.shipped().holes())
        .extracting(Hole::id)
        .contains(
            "CVE-2019-5736",
            "CVE-2024-21626",
            "CVE-2025-31133",
            "CVE-2025-52565",
            "CVE-2025-52881",
            "CVE-2024-41110",
            "CVE-2024-23653");
  }

  @Test
  void a_row_of_another_form_is_refused() {
    assertThatThrownBy(() -> AdvisoryTable.parse(List.of("hole\trunc\tCVE-2024-1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a row");
  }
}
