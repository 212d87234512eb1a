package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9 before and inside every call of what changes a host, for each kind of step. */
@Breaking
class KillIT {
  private static final Path TREES = Trees.fast();
  private static final int SHARE = 8;
  private static final List<Scenario> PARTS =
      List.of(Scenario.SYSCTL, Scenario.SET_OF_3, Scenario.SET_OF_9, Scenario.SET_OF_20);

  @ParameterizedTest
  @EnumSource(names = "RECOVER", mode = EnumSource.Mode.EXCLUDE)
  void killed_at_any_call_the_next_run_finds_one_end(Deed deed) throws Exception {
    for (Fault fault : List.of(Fault.KILL_BEFORE, Fault.KILL_INSIDE)) {
      Table table = new Table(deed.word() + ", " + fault.word());
      for (Scenario scenario : scenarios(deed)) {
        Trials.everywhere(
            TREES,
            deed,
            scenario,
            SHARE,
            table,
            (scene, call) -> Trials.kill(scene, fault, call, scenario, table));
      }
      table.publish();
      assertThat(table.complaints()).isEmpty();
      assertThat(table.holes()).isEmpty();
    }
  }

  /** What a confirmation does hardly depends on the kinds of steps; one file has no parts. */
  private static List<Scenario> scenarios(Deed deed) {
    return switch (deed) {
      case APPLY, ROLLBACK -> List.of(Scenario.values());
      case ROLLBACK_PART -> PARTS;
      default ->
          Moments.FULL
              ? List.of(Scenario.values())
              : List.of(Scenario.RELOAD, Scenario.FIREWALL, Scenario.SET_OF_9);
    };
  }

  /** A process made of a JVM that has run before does what one does that starts from nothing. */
  @Test
  void a_jvm_of_its_own_makes_the_same_calls_and_is_killed_as_well() throws Exception {
    Table table = new Table("apply in a JVM started for it, kill before");
    Scenario scenario = Scenario.SET_OF_9;
    List<String> calls = Trials.calls(TREES, Deed.APPLY, scenario);
    for (int call : Moments.of(calls, 1).subList(0, Moments.FULL ? 16 : 4)) {
      try (Scene scene = Scene.ready(TREES, Deed.APPLY, scenario)) {
        Broken broken = Broken.fresh(scene.root(), Deed.APPLY, scenario, Fault.KILL_BEFORE, call);
        assertThat(broken.names()).isEqualTo(Broken.names(calls).subList(0, call));
        Trials.judged(scene, broken, scenario, table);
      }
    }
    table.publish();
    assertThat(table.complaints()).isEmpty();
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
