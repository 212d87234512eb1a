package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recovery is killed too, and the recovery of that, and the next one finishes. */
@Breaking
class DoubleKillIT {
  private static final Path TREES = Trees.fast();
  private static final int FIRST = 5;
  private static final int SECOND = 4;

  /** So many first kills, and as many of each recovery, of all there are. */
  private static final int GRID = 12;

  private static final int STRIDE = 6;

  @ParameterizedTest
  @EnumSource(names = {"APPLY", "ROLLBACK", "ROLLBACK_PART"})
  void a_recovery_killed_at_any_call_is_taken_up_by_the_next(Deed deed) throws Exception {
    Table table = new Table(deed.word() + " killed, then its recovery killed");
    for (Scenario scenario : scenarios(deed)) {
      for (int first : firsts(deed, scenario)) {
        List<String> recovery = recovery(deed, scenario, List.of(first));
        Moments.each(
            points(Moments.of(recovery, SECOND)),
            second -> killed(deed, scenario, List.of(first, second), table));
      }
    }
    table.publish();
    assertThat(table.complaints()).isEmpty();
    assertThat(table.runs()).isGreaterThan(50);
  }

  @ParameterizedTest
  @EnumSource(names = {"APPLY", "ROLLBACK"})
  void a_third_kill_changes_nothing_about_it(Deed deed) throws Exception {
    Table table = new Table(deed.word() + " killed, and two recoveries killed");
    for (Scenario scenario : List.of(Scenario.RELOAD, Scenario.AUDIT, Scenario.SYSCTL)) {
      for (int first : sampled(firsts(deed, scenario))) {
        for (int second : sampled(Moments.upTo(recovery(deed, scenario, List.of(first)).size()))) {
          List<Integer> thirds =
              Moments.upTo(recovery(deed, scenario, List.of(first, second)).size());
          Moments.each(
              sampled(thirds),
              third -> killed(deed, scenario, List.of(first, second, third), table));
        }
      }
    }
    table.publish();
    assertThat(table.complaints()).isEmpty();
    assertThat(table.runs()).isGreaterThan(20);
  }

  /** All kinds are left to {@code ./test --full}. */
  private static List<Scenario> scenarios(Deed deed) {
    if (deed == Deed.ROLLBACK_PART) {
      return Moments.FULL ? Scenario.sets() : List.of(Scenario.SET_OF_3);
    }
    return Moments.FULL
        ? List.of(Scenario.values())
        : List.of(Scenario.RELOAD, Scenario.AUDIT, Scenario.FIREWALL);
  }

  private static List<Integer> firsts(Deed deed, Scenario scenario) throws Exception {
    return points(Moments.of(Trials.calls(TREES, deed, scenario), FIRST));
  }

  private static List<Integer> points(List<Integer> all) {
    return Moments.FULL ? every(all, all.size() / GRID) : all;
  }

  private static List<Integer> sampled(List<Integer> all) {
    return every(all, Moments.FULL ? STRIDE : Math.max(1, all.size() / 3));
  }

  private static List<Integer> every(List<Integer> all, int stride) {
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += Math.max(1, stride)) {
      some.add(all.get(i));
    }
    return some;
  }

  /** The calls of the recovery after a deed, and recoveries of it, that were killed. */
  private static List<String> recovery(Deed deed, Scenario scenario, List<Integer> kills)
      throws Exception {
    try (Scene scene = Scene.ready(TREES, deed, scenario)) {
      assertThat(broken(scene, scenario, kills)).allMatch(Broken::killed);
      Broken recovery = Broken.not(scene.root(), Deed.RECOVER, scenario, Protocol.SOUND);
      assertThat(recovery.exit()).as("%s", recovery).isZero();
      return recovery.calls();
    }
  }

  private static List<Broken> broken(Scene scene, Scenario scenario, List<Integer> kills) {
    List<Broken> all = new ArrayList<>();
    all.add(scene.broken(Protocol.SOUND, Fault.KILL_BEFORE, kills.get(0)));
    for (int kill : kills.subList(1, kills.size())) {
      all.add(
          Broken.at(scene.root(), Deed.RECOVER, scenario, Protocol.SOUND, Fault.KILL_INSIDE, kill));
    }
    return all;
  }

  private static void killed(Deed deed, Scenario scenario, List<Integer> kills, Table table)
      throws Exception {
    try (Scene scene = Scene.ready(TREES, deed, scenario)) {
      List<Broken> all = broken(scene, scenario, kills);
      String last = all.get(all.size() - 1).lastCall();
      try {
        assertThat(all).as("all were killed").allMatch(Broken::killed);
        scene.judge(all.toString(), false);
        table.good(last, scenario.word());
      } catch (AssertionError | Exception bad) {
        table.bad(last, scenario.word(), kills + " " + all + "\n" + bad);
      }
    }
  }
}
