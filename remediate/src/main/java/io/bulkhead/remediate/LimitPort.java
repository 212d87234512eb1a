package io.bulkhead.remediate;

/** Limits of containers through the Engine API; implemented outside this module. */
public interface LimitPort {
  /**
   * The value now: bytes, a number, or a restart policy as {@code docker run} takes it; 0 where
   * nothing is set, empty if there is no such container.
   */
  String limit(Setting.Limit limit) throws EnginePort.EngineException;

  /** Changes it while the container runs. */
  void update(Setting.Limit limit, String value) throws EnginePort.EngineException;
}
