package io.bulkhead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Engine.Lifecycle.Release;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseTableTest {
  @Test
  void the_shipped_table_is_dated_and_every_cell_can_be_used() {
    Engine.Lifecycle table = ReleaseTable.shipped();
    assertThat(LocalDate.parse(table.asOf())).isAfter(LocalDate.of(2026, 1, 1));
    assertThat(table.releases()).extracting(Release::line).doesNotHaveDuplicates();
    for (Release release : table.releases()) {
      assertThat(release.newest()).startsWith(release.line() + ".");
      assertThat(release.source()).isNotBlank();
      if (!release.endOfLife().isEmpty()) {
        LocalDate.parse(release.endOfLife());
      }
    }
  }

  @Test
  void the_lines_debian_ships_are_in_the_table() {
    assertThat(ReleaseTable.shipped().releases())
        .extracting(Release::line, Release::endOfLife)
        .contains(
            org.assertj.core.groups.Tuple.tuple("20.10", "2023-12-10"),
            org.assertj.core.groups.Tuple.tuple("26.1", "2025-02-17"),
            org.assertj.core.groups.Tuple.tuple("29", ""));
  }

  @Test
  void a_row_with_a_missing_column_is_refused() {
    assertThatThrownBy(() -> ReleaseTable.parse(List.of("# as of 2026-01-01", "28\t-\t28.1.0")))
        .hasMessageContaining("expected 4 columns, found 3");
  }
}
