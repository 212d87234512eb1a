package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import io.bulkhead.remediate.EnginePort;
import io.bulkhead.remediate.EnginePort.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Stops and starts the containers around a restart. */
final class Containers {
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** A container that is stopped while its policy restarts it may come up once more. */
  private static final int ROUNDS = 4;

  private static final long BETWEEN_ROUNDS = 500;
  private static final int AT_ONCE = 16;

  private final EnginePort port;
  private final Pace pace;

  Containers(EnginePort port, Pace pace) {
    this.port = port;
    this.pace = pace;
  }

  /**
   * Stops all that run, also what was started after the plan was made, and returns it; when one
   * cannot be stopped, those that were stopped run again.
   */
  List<ContainerRun> stop() throws EngineFailed {
    Map<String, ContainerRun> stopped = new LinkedHashMap<>();
    try {
      List<ContainerRun> left = port.running();
      for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
        left.forEach(run -> stopped.putIfAbsent(run.id(), run));
        stopAll(left);
        left = port.running();
        if (!left.isEmpty()) {
          pace.pause(BETWEEN_ROUNDS);
          left = port.running();
        }
      }
      if (!left.isEmpty()) {
        throw new EngineException(
            names(left) + " still runs, so the network settings would not be applied");
      }
    } catch (EngineException e) {
      startAgain(List.copyOf(stopped.values()));
      throw new EngineFailed("the containers could not all be stopped: " + e.getMessage());
    }
    return List.copyOf(stopped.values());
  }

  /** All at the same time, as the engine itself does: each may take its whole grace period. */
  private void stopAll(List<ContainerRun> running) throws EngineException {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, running.size()));
    try {
      List<Callable<String>> stops = new ArrayList<>();
      running.forEach(run -> stops.add(() -> stopOne(run)));
      List<String> failed = new ArrayList<>();
      for (Future<String> stop : threads.invokeAll(stops)) {
        failed.add(stop.get());
      }
      failed.removeIf(String::isEmpty);
      if (!failed.isEmpty()) {
        throw new EngineException(String.join("; ", failed));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("it was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private String stopOne(ContainerRun run) {
    try {
      port.stop(run.id(), GRACE);
      return "";
    } catch (EngineException e) {
      return run.name() + ": " + e.getMessage();
    }
  }

  private static String names(List<ContainerRun> some) {
    return some.stream().map(ContainerRun::name).collect(Collectors.joining(", "));
  }

  /** Starts what ran before and does not run now; those made with --rm may be gone. */
  List<String> start(List<ContainerRun> before) {
    return startAgain(
        before.stream().sorted(Comparator.comparing(ContainerRun::startedAt)).toList());
  }

  private List<String> startAgain(List<ContainerRun> wanted) {
    List<String> failed = new ArrayList<>();
    for (ContainerRun run : wanted) {
      try {
        if (!runs(run.id())) {
          port.start(run.id());
        }
      } catch (EngineException e) {
        if (!run.autoRemove()) {
          failed.add(run.name() + ": " + e.getMessage());
        }
      }
    }
    return failed;
  }

  /** Names of those that ran before and do not run now. */
  List<String> missing(List<ContainerRun> before) throws EngineException {
    Set<String> now = running();
    return before.stream()
        .filter(run -> !run.autoRemove() && !now.contains(run.id()))
        .map(ContainerRun::name)
        .toList();
  }

  /** True if some container of the action runs since the same moment as before. */
  boolean untouched(EngineAction action) throws EngineException {
    Set<String> now =
        port.running().stream().map(r -> r.id() + r.startedAt()).collect(Collectors.toSet());
    return action.containers().stream().anyMatch(r -> now.contains(r.id() + r.startedAt()));
  }

  private boolean runs(String id) throws EngineException {
    return running().contains(id);
  }

  private Set<String> running() throws EngineException {
    return port.running().stream().map(ContainerRun::id).collect(Collectors.toSet());
  }
}
