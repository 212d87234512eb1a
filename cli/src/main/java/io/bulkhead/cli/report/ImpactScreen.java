package io.bulkhead.cli.report;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.plan.Impact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a plan does to the engine, to containers and to people, said before the question. */
final class ImpactScreen {
  private static final int LABEL = 15;

  private final Channel out;

  ImpactScreen(Channel out) {
    this.out = out;
  }

  void print(Plan plan, HostSnapshot host, List<String> reach) {
    out.line();
    out.line(out.style().bold("Impact"));
    entry("docker", docker(plan));
    for (String line : containers(plan, liveRestore(host))) {
      entry("containers", line);
    }
    same("affects", plan.changes(), Change::affected);
    same("may break", plan.changes(), c -> one(c.breaks()));
    same("! access", plan.changes(), ImpactScreen::access);
    reach.forEach(line -> entry("", Escape.line(line)));
    same(
        "! one-way",
        plan.changes(),
        c -> c.undo() instanceof Undo.OneWay w ? one(w.why()) : List.of());
    same(
        "same effect",
        plan.changes(),
        c -> c.undo() instanceof Undo.SameEffect s ? one(s.differs()) : List.of());
  }

  /** Sentences with the numbers of the changes they hold for, each sentence once. */
  private void same(String label, List<Change> changes, Function<Change, List<String>> sentences) {
    Map<String, String> numbers = new LinkedHashMap<>();
    for (Change change : changes) {
      for (String sentence : sentences.apply(change)) {
        numbers.merge(sentence, String.valueOf(change.number()), (a, b) -> a + " " + b);
      }
    }
    String name = label;
    for (Map.Entry<String, String> entry : numbers.entrySet()) {
      entry(name, entry.getValue() + ": " + Escape.line(entry.getKey()));
      name = "";
    }
  }

  private static List<String> one(String sentence) {
    return sentence.isEmpty() ? List.of() : List.of(sentence);
  }

  private static List<String> access(Change change) {
    return switch (change.access()) {
      case NONE -> List.of();
      case DOCKER_API -> List.of("can cut off clients of the Docker API");
      case NETWORK -> List.of("can cut off network traffic of containers on this host");
      case LOGIN -> List.of("can cut off logins to this host");
    };
  }

  private static String docker(Plan plan) {
    EngineAction action = plan.engine();
    String numbers =
        plan.changes().stream()
            .filter(c -> c.engine() != EngineAction.Kind.NONE)
            .map(c -> String.valueOf(c.number()))
            .collect(Collectors.joining(" "));
    boolean acts = plan.steps().stream().anyMatch(s -> s instanceof Step.Engine);
    String left = acts ? "" : ", left to you here";
    return switch (action.kind()) {
      case NONE -> "not touched";
      case RELOAD -> "1 reload for " + numbers + left;
      case RESTART ->
          (Impact.reloadsFirst(plan) ? "1 reload, then 1 restart for " : "1 restart for ")
              + numbers
              + "; the API is away for some seconds"
              + left;
      case RESTART_BY_HAND ->
          "restart it yourself for " + numbers + ": " + Escape.field(action.control().why());
    };
  }

  private static boolean liveRestore(HostSnapshot host) {
    return host.engine()
        .info()
        .seen()
        .map(Engine.Info::liveRestore)
        .flatMap(r -> r.seen())
        .orElse(false);
  }

  /** Who stops, who comes back, who does not. */
  private static List<String> containers(Plan plan, boolean liveRestore) {
    EngineAction action = plan.engine();
    if (action.containers().isEmpty()) {
      return List.of();
    }
    List<String> back = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (EngineAction.ContainerRun run : action.containers()) {
      (run.autoRemove() ? gone : back).add(run.name());
    }
    return switch (action.kind()) {
      case NONE, RELOAD -> List.of("all " + action.containers().size() + " keep running");
      case RESTART_BY_HAND ->
          List.of(
              liveRestore
                  ? "live-restore keeps them running, and keeps their network settings"
                  : "your restart stops " + action.containers().size() + " containers");
      case RESTART ->
          Impact.stopping(plan).isEmpty()
              ? List.of("all " + action.containers().size() + " keep running (live-restore is on)")
              : stopping(back, gone);
    };
  }

  private static List<String> stopping(List<String> back, List<String> gone) {
    List<String> lines = new ArrayList<>();
    if (!back.isEmpty()) {
      lines.add("stop and are started again: " + Escape.line(String.join(", ", back)));
    }
    if (!gone.isEmpty()) {
      lines.add(
          "! stop and vanish, because they were made with --rm: "
              + Escape.line(String.join(", ", gone)));
    }
    return lines;
  }

  private void entry(String label, String text) {
    String padded = label + " ".repeat(Math.max(1, LABEL - 2 - label.length()));
    Wrap.print(out, "  " + padded, LABEL, text);
  }
}
