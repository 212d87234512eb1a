package io.bulkhead.remediate;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Engine API as far as changes need it; implemented outside this module. */
public interface EnginePort {
  /** True if the engine answers a ping within the time. */
  boolean answers(Duration within);

  /**
   * Settings as the engine itself shows them now, by daemon.json key. Keys it cannot show are
   * missing from the map.
   */
  Map<String, ConfigValue> effective() throws EngineException;

  /** The containers that run now. */
  List<EngineAction.ContainerRun> running() throws EngineException;

  /** Names of running containers whose health check says unhealthy. */
  List<String> unhealthy() throws EngineException;

  /** True if the engine has reported since then that it read its configuration again. */
  boolean reloadedSince(Instant since) throws EngineException;

  /**
   * Why no container starts; empty if one does. Started is one made for this alone, and taken away
   * again.
   *
   * @throws EngineException if it cannot be tried here
   */
  Optional<String> trial() throws EngineException;

  /** Stops a container with its own grace period, at most {@code limit}. */
  void stop(String containerId, Duration limit) throws EngineException;

  void start(String containerId) throws EngineException;

  /** The engine could not be asked or refused; the message is one sentence. */
  final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    public EngineException(String sentence) {
      super(sentence);
    }
  }
}
