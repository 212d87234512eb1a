package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.Progress;

/**
 * The engine while the machine boots: it has not been started and will start with whatever files it
 * finds, so it is never told anything; starting it here would wait for ourselves.
 */
public final class EngineNotStarted implements EngineDriver {
  private static final String WHY = "the engine is not started before the recovery has ended";

  @Override
  public void reload(EngineAction action, Progress progress) throws EngineFailed {
    throw new EngineFailed(WHY);
  }

  @Override
  public void restart(EngineAction action, Progress progress) throws EngineFailed {
    throw new EngineFailed(WHY);
  }

  @Override
  public String verify(EngineAction action, Progress progress) throws EngineFailed {
    throw new EngineFailed(WHY);
  }

  @Override
  public Standing standing(EngineAction action) {
    return Standing.BEFORE;
  }
}
