package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.remediate.apply.Occasion;
import io.bulkhead.remediate.apply.SetState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes want to change a host at once: one does, the other says who is at work. */
@Breaking
class BusyIT {
  private static final Path TREES = Trees.fast();
  private static final int SHARE = 6;
  private static final int RACES = Moments.FULL ? 200 : 12;

  /**
   * From the place, counted from 0, where a file is made to the number of the call behind its
   * write.
   */
  private static final int AFTER_WRITE = 3;

  private static final Scenario SCENARIO = Scenario.SET_OF_3;

  /** Each says that the other has the lock. */
  private static final List<String> NOBODY = List.of("BUSY", "BUSY");

  /** Two deeds at the same time, on a host that is ready for the first. */
  enum Pair {
    APPLY_AND_APPLY(Deed.APPLY, Deed.APPLY),
    ROLLBACK_AND_APPLY(Deed.ROLLBACK, Deed.APPLY),
    APPLY_AND_RECOVER(Deed.APPLY, Deed.RECOVER);

    private final Deed first;
    private final Deed second;

    Pair(Deed first, Deed second) {
      this.first = first;
      this.second = second;
    }
  }

  private static Broken ended(Scene scene, Run run) {
    return Broken.ended(scene.root(), run.exit());
  }

  /** What the second does goes to a log of its own. */
  private static Broken second(Scene scene, Deed deed) {
    return Broken.beside(scene.root(), deed, SCENARIO);
  }

  @ParameterizedTest
  @EnumSource
  void whoever_comes_while_another_works_is_told_who_and_changes_nothing(Pair pair)
      throws Exception {
    Table table = new Table("one stopped in " + pair.first + ", then " + pair.second);
    List<String> calls = Trials.calls(TREES, pair.first, SCENARIO);
    int locked = 1 + Broken.names(calls).lastIndexOf("unlinkat");
    int begun = calls.indexOf(beginning(calls)) + AFTER_WRITE;
    List<Integer> moments =
        Moments.of(calls, SHARE).stream().filter(n -> n >= begun && n <= locked).toList();
    Moments.each(moments, call -> met(pair, call, table));
    table.publish();
    assertThat(table.complaints()).isEmpty();
    assertThat(table.runs()).isGreaterThan(5);
  }

  /** The first writes who it is into lock.info once it has the lock. */
  private static String beginning(List<String> calls) {
    return calls.stream().filter(call -> call.contains("lock.info")).findFirst().orElseThrow();
  }

  private static void met(Pair pair, int call, Table table) throws Exception {
    try (Scene scene = Scene.ready(TREES, pair.first, SCENARIO)) {
      Run first =
          Broken.start(scene.root(), pair.first, SCENARIO, Protocol.SOUND, Fault.STOP, call);
      first.awaitStop();
      var before = scene.host.state();
      Broken second = second(scene, pair.second);
      var after = scene.host.state();
      boolean dies = call % 2 == 0;
      if (dies) {
        first.kill();
      } else {
        first.resume();
      }
      Broken ran = ended(scene, first);
      String at = ran.names().get(call - 1);
      try {
        assertThat(second.exit()).as("%s", second).isEqualTo(Child.FAILED);
        assertThat(second.said())
            .startsWith("BUSY: process " + first.pid + " ")
            .contains("holds the lock")
            .contains("nothing was changed");
        assertThat(after).as("meanwhile").isEqualTo(before);
        assertThat(ran.exit()).as("%s", ran).isEqualTo(dies ? Broken.KILLED : 0);
        scene.judge(ran.toString(), !dies);
        table.good(at, SCENARIO.word());
      } catch (AssertionError | Exception bad) {
        table.bad(at, SCENARIO.word(), call + " " + second + "\n" + bad);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_two_that_start_at_once_each_does_all_or_nothing(Pair pair) throws Exception {
    Table table = new Table(pair.first + " and " + pair.second + " started at once");
    Moments.each(Moments.upTo(RACES), race -> raced(pair, table));
    table.publish();
    assertThat(table.complaints()).isEmpty();
    assertThat(table.runs()).isEqualTo(RACES);
  }

  private static void raced(Pair pair, Table table) throws Exception {
    try (Scene scene = Scene.ready(TREES, pair.first, SCENARIO)) {
      var before = scene.host.state();
      Run run =
          Broken.start(scene.root(), pair.first, SCENARIO, Protocol.SOUND, Fault.KILL_BEFORE, 0);
      Broken second = CompletableFuture.supplyAsync(() -> second(scene, pair.second)).get();
      Broken first = ended(scene, run);
      String both = first + "\n" + second;
      try {
        assertThat(List.of(first, second)).as(both).allMatch(BusyIT::doneOrTold);
        assertThat(List.of(outcome(first), outcome(second))).as(both).isNotEqualTo(NOBODY);
        if (first.exit() != 0 && second.exit() != 0) {
          // whoever had the lock found a host that its plan does not fit
          assertThat(scene.host.state()).as(both).isEqualTo(before);
        }
        assertThat(scene.host.recover(Occasion.COMMAND)).as(both).isEmpty();
        assertThat(scene.host.sets().chain().says()).as(both).contains("verified");
        assertThat(scene.host.sets().history()).noneMatch(set -> set.state() == SetState.OPEN);
        assertThat(scene.host.upToDate()).isTrue();
        table.good(outcome(first) + ", " + outcome(second), SCENARIO.word());
      } catch (AssertionError | Exception bad) {
        table.bad("", SCENARIO.word(), both + "\n" + bad);
      }
    }
  }

  private static boolean doneOrTold(Broken ran) {
    return ran.exit() == 0
        || (ran.exit() == Child.FAILED && ran.said().matches("(?s)(BUSY|REFUSED): .*"));
  }

  /** Done, or the kind of refusal it printed. */
  private static String outcome(Broken ran) {
    return ran.exit() == 0 ? "done" : ran.said().split(":", 2)[0];
  }
}
