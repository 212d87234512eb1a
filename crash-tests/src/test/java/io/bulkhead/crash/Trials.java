package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** One process broken once, and what became of it. */
final class Trials {
  private Trials() {}

  /** The calls of an unbroken run. */
  static List<String> calls(Path below, Deed deed, Scenario scenario) throws Exception {
    try (Scene scene = Scene.ready(below, deed, scenario)) {
      Broken ran = scene.broken(Protocol.SOUND, Fault.KILL_BEFORE, 0);
      assertThat(ran.exit()).as("%s %s: %s", deed, scenario, ran).isZero();
      assertThat(ran.calls()).hasSizeGreaterThan(5);
      return ran.calls();
    }
  }

  /** Breaks a share of the calls of an unbroken run, and tells the table which there are. */
  static void everywhere(
      Path below, Deed deed, Scenario scenario, int share, Table table, Broken.Way way)
      throws Exception {
    List<String> calls = calls(below, deed, scenario);
    table.makes(scenario.word(), calls);
    Moments.each(
        Moments.of(calls, share), call -> way.at(Scene.ready(below, deed, scenario), call));
  }

  /** Kills a process at a call, lets the next run look, and writes down how it went. */
  static void kill(Scene fresh, Fault fault, int call, Scenario scenario, Table table) {
    try (Scene scene = fresh) {
      judged(scene, scene.broken(Protocol.SOUND, fault, call), scenario, table);
    }
  }

  /** The next run looks at what a killed process left. */
  static void judged(Scene scene, Broken broken, Scenario scenario, Table table) {
    try {
      assertThat(broken.killed()).as("killed: %s", broken).isTrue();
      scene.judge(broken.toString(), false);
      table.good(broken.lastCall(), scenario.word());
    } catch (AssertionError | Exception bad) {
      table.bad(broken.lastCall(), scenario.word(), scenario.word() + ", " + broken + "\n" + bad);
    }
  }

  /** Lets a call fail; whatever the process makes of it, it ends and says what it did. */
  static void fail(Scene fresh, Fault fault, int call, Scenario scenario, Table table) {
    try (Scene scene = fresh) {
      Broken ran = scene.broken(Protocol.SOUND, fault, call);
      String at = ran.calls().get(call - 1).split(" ", 2)[0];
      try {
        assertThat(ran.exit()).as("%s", ran).isIn(0, Child.FAILED);
        scene.judge(ran.toString(), ran.exit() == 0);
        table.good(at, scenario.word());
      } catch (AssertionError | Exception bad) {
        table.bad(at, scenario.word(), scenario.word() + ", " + ran + "\n" + bad);
      }
    }
  }

  /** How many calls of a broken protocol leave a bad state when the process is killed there. */
  static long complaints(Path below, Protocol protocol, Fault fault) throws Exception {
    Table table = new Table("broken on purpose, to be noticed: " + protocol);
    Moments.each(
        Moments.upTo(calls(below, Deed.APPLY, Scenario.REPLACE).size()),
        call -> {
          try (Scene scene = Scene.ready(below, Deed.APPLY, Scenario.REPLACE)) {
            Broken broken = scene.broken(protocol, fault, call);
            try {
              scene.judge("", !broken.killed());
              table.good(broken.lastCall(), protocol.name());
            } catch (AssertionError | Exception bad) {
              table.bad(broken.lastCall(), protocol.name(), String.valueOf(bad));
            }
          }
        });
    table.show();
    return table.complaints().size();
  }
}
