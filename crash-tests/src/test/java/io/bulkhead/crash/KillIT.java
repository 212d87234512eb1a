package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9 before and inside every call of apply and rollback, for each kind of step. */
@Breaking
class KillIT {
  private static final Path TREES = Trees.fast();
  private static final int SHARE = 8;

  @ParameterizedTest
  @EnumSource(names = "RECOVER", mode = EnumSource.Mode.EXCLUDE)
  void killed_at_any_call_the_next_run_finds_one_end(Deed deed) throws Exception {
    for (Fault fault : List.of(Fault.KILL_BEFORE, Fault.KILL_INSIDE)) {
      Table table = new Table(deed.word() + ", " + fault.word());
      for (Scenario scenario : scenarios(deed)) {
        everywhere(deed, scenario, fault, table);
      }
      table.publish();
      assertThat(table.complaints()).isEmpty();
      assertThat(table.runs()).isGreaterThan(10);
    }
  }

  /** What a confirmation does hardly depends on the kinds of steps. */
  private static List<Scenario> scenarios(Deed deed) {
    return deed == Deed.APPLY || deed == Deed.ROLLBACK || Moments.FULL
        ? List.of(Scenario.values())
        : List.of(Scenario.RELOAD, Scenario.SET_OF_9);
  }

  private static void everywhere(Deed deed, Scenario scenario, Fault fault, Table table)
      throws Exception {
    List<String> calls = Trials.calls(TREES, deed, scenario);
    Moments.each(
        Moments.of(calls, SHARE),
        call -> Trials.kill(Scene.ready(TREES, deed, scenario), fault, call, scenario, table));
  }

  @Test
  void the_harness_notices_an_act_before_its_intent() throws Exception {
    assertThat(Trials.complaints(TREES, Protocol.ACT_BEFORE_INTENT, Fault.KILL_BEFORE))
        .isPositive();
  }

  @Test
  void the_harness_notices_an_old_inode_dropped_before_the_commit() throws Exception {
    assertThat(Trials.complaints(TREES, Protocol.OLD_INODE_DROPPED, Fault.KILL_BEFORE))
        .isPositive();
  }
}
