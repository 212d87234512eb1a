package io.bulkhead.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columns_are_as_wide_as_their_widest_cell() {
    Table table = new Table(1).row("a", "bb", "c").row("aaa", "b", "c");
    assertThat(table.lines(80)).containsExactly("a    bb  c", "aaa  b   c");
  }

  @Test
  void only_the_named_column_gives_way_and_in_the_middle() {
    Table table = new Table(1).row("1", "/etc/systemd/system/docker.service.d/tcp.conf", "end");
    assertThat(table.lines(40)).containsExactly("1  /etc/systemd/sy…rvice.d/tcp.conf  end");
    assertThat(table.lines(40).get(0).length()).isEqualTo(40);
  }

  @Test
  void nothing_is_shortened_without_a_terminal() {
    Table table = new Table(0).row("x".repeat(300), "end");
    assertThat(table.lines(Integer.MAX_VALUE).get(0)).hasSize(305);
  }

  @Test
  void a_cell_beyond_measure_moves_only_its_own_row() {
    String path = "/etc/" + "x".repeat(100);
    Table table = new Table(0).row(path, "end").row("short", "end");
    assertThat(table.lines(Integer.MAX_VALUE)).containsExactly(path + "  end", "short  end");
  }
}
