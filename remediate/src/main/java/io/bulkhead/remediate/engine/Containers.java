package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import io.bulkhead.remediate.EnginePort;
import io.bulkhead.remediate.EnginePort.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Stops and starts the containers around a restart. */
final class Containers {
  private static final Duration GRACE = Duration.ofSeconds(60);
  private final EnginePort port;

  Containers(EnginePort port) {
    this.port = port;
  }

  /** Stops all that run; when one cannot be stopped, those that were stopped run again. */
  void stop(EngineAction action) throws EngineFailed {
    List<ContainerRun> stopped = new ArrayList<>();
    try {
      for (ContainerRun run : action.containers()) {
        if (runs(run.id())) {
          stopped.add(run);
          port.stop(run.id(), GRACE);
        }
      }
      Set<String> left = running();
      if (!left.isEmpty()) {
        throw new EngineException(
            left.size() + " containers still run, so the network settings would not be applied");
      }
    } catch (EngineException e) {
      startAgain(stopped);
      throw new EngineFailed("the containers could not all be stopped: " + e.getMessage());
    }
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
