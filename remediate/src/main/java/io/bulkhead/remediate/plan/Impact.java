package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;

/** What a plan does to the engine and to the containers that run, for the screen. */
public final class Impact {
  private Impact() {}

  /**
   * One line of it.
   *
   * @param about {@code docker}, {@code containers}, {@code access}, {@code one-way}
   */
  public record Line(String about, String says) {}

  /** In the order in which a person should read them; empty if nothing is hit. */
  public static List<Line> of(Plan plan) {
    List<Line> lines = new ArrayList<>();
    engine(plan, lines);
    containers(plan, lines);
    for (Change change : plan.changes()) {
      if (change.access() != Access.NONE) {
        lines.add(new Line("access", change.number() + ": " + cut(change)));
      }
    }
    for (Change change : plan.changes()) {
      if (change.undo() instanceof Undo.OneWay oneWay) {
        lines.add(new Line("one-way", change.number() + ": " + oneWay.why()));
      }
    }
    return lines;
  }

  /** The containers that the plan stops, in the engine's order. */
  public static List<ContainerRun> stopping(Plan plan) {
    EngineAction action = plan.engine();
    boolean restart = action.kind() == Kind.RESTART;
    ConfigValue kept = action.previous().get("live-restore");
    boolean survives =
        !action.stopContainersFirst() && (reloadsFirst(plan) || (kept != null && kept.isTrue()));
    return restart && !survives ? action.containers() : List.of();
  }

  private static boolean reloadsFirst(Plan plan) {
    return plan.steps().stream()
        .anyMatch(s -> s instanceof Step.Engine e && e.action().kind() == Kind.RELOAD);
  }

  private static String cut(Change change) {
    return change.breaks().isEmpty() ? change.what() + " " + change.values() : change.breaks();
  }

  private static void engine(Plan plan, List<Line> lines) {
    String numbers =
        String.join(
            " ",
            plan.changes().stream()
                .filter(c -> c.engine() != Kind.NONE)
                .map(c -> String.valueOf(c.number()))
                .toList());
    switch (plan.engine().kind()) {
      case NONE -> {}
      case RELOAD -> lines.add(new Line("docker", "1 reload for " + numbers + ", no downtime"));
      case RESTART ->
          lines.add(
              new Line(
                  "docker",
                  (reloadsFirst(plan) ? "1 reload, then 1 restart for " : "1 restart for ")
                      + numbers
                      + "; API away for some seconds"));
      case RESTART_BY_HAND ->
          lines.add(
              new Line(
                  "docker",
                  numbers
                      + " take effect when you restart the engine; Bulkhead cannot do it here: "
                      + plan.engine().control().why()));
    }
  }

  private static void containers(Plan plan, List<Line> lines) {
    EngineAction action = plan.engine();
    if (action.kind() != Kind.RESTART || action.containers().isEmpty()) {
      return;
    }
    List<ContainerRun> stopping = stopping(plan);
    if (stopping.isEmpty()) {
      lines.add(new Line("containers", "all " + action.containers().size() + " keep running"));
      return;
    }
    String why =
        action.stopContainersFirst()
            ? "stop first, because live-restore would keep their old network: "
            : "stop with the engine: ";
    lines.add(
        new Line("containers", Composer.count(stopping.size()) + " " + why + names(stopping)));
    List<ContainerRun> back = stopping.stream().filter(c -> !c.autoRemove()).toList();
    if (!back.isEmpty()) {
      lines.add(new Line("containers", "started again afterwards: " + names(back)));
    }
    List<ContainerRun> gone = stopping.stream().filter(ContainerRun::autoRemove).toList();
    if (!gone.isEmpty()) {
      lines.add(
          new Line("containers", "gone for good, they were started with --rm: " + names(gone)));
    }
  }

  private static String names(List<ContainerRun> runs) {
    return String.join(", ", runs.stream().map(ContainerRun::name).toList());
  }
}
