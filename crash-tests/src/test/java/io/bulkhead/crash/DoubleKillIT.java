package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recovery is killed too, at its calls, and the next one finishes. */
@Breaking
class DoubleKillIT {
  private static final Path TREES = Trees.fast();
  private static final int FIRST = 5;
  private static final int SECOND = 4;

  @ParameterizedTest
  @EnumSource(names = {"APPLY", "ROLLBACK"})
  void a_recovery_killed_at_any_call_is_taken_up_by_the_next(Deed deed) throws Exception {
    Table table = new Table(deed.word() + " killed, then its recovery killed");
    for (Scenario scenario : scenarios()) {
      List<String> calls = Trials.calls(TREES, deed, scenario);
      for (int first : Moments.of(calls, FIRST)) {
        Moments.each(
            second(deed, scenario, first), second -> twice(deed, scenario, first, second, table));
      }
    }
    table.publish();
    assertThat(table.complaints()).isEmpty();
    assertThat(table.runs()).isGreaterThan(20);
  }

  /** The grid of the large sets is left to {@code ./test --full}. */
  private static List<Scenario> scenarios() {
    return Moments.FULL
        ? List.of(Scenario.REPLACE, Scenario.RELOAD, Scenario.MKDIR, Scenario.SET_OF_9)
        : List.of(Scenario.RELOAD);
  }

  /** The calls of the recovery after a kill at {@code first}. */
  private static List<Integer> second(Deed deed, Scenario scenario, int first) throws Exception {
    try (Scene scene = Scene.ready(TREES, deed, scenario)) {
      assertThat(scene.broken(Protocol.SOUND, Fault.KILL_BEFORE, first).killed()).isTrue();
      Broken recovery = Broken.not(scene.root(), Deed.RECOVER, scenario, Protocol.SOUND);
      assertThat(recovery.exit()).as("%s", recovery).isZero();
      return Moments.of(recovery.calls(), SECOND);
    }
  }

  private static void twice(Deed deed, Scenario scenario, int first, int second, Table table)
      throws Exception {
    try (Scene scene = Scene.ready(TREES, deed, scenario)) {
      List<Broken> both = new ArrayList<>();
      both.add(scene.broken(Protocol.SOUND, Fault.KILL_BEFORE, first));
      both.add(
          Broken.at(
              scene.root(), Deed.RECOVER, scenario, Protocol.SOUND, Fault.KILL_INSIDE, second));
      try {
        assertThat(both).as("both were killed").allMatch(Broken::killed);
        scene.judge(both.toString(), false);
        table.good(both.get(1).lastCall(), scenario.word());
      } catch (AssertionError | Exception bad) {
        table.bad(both.get(1).lastCall(), scenario.word(), both + "\n" + bad);
      }
    }
  }
}
