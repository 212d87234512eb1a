package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.Progress;

/**
 * An engine that is never told anything.
 *
 * @param why what whoever tries is told
 * @param standing where it stands by itself
 */
public record IdleEngine(String why, Standing standing) implements EngineDriver {
  /** Below another root, and for looking at the history. */
  public static final IdleEngine UNTOUCHED =
      new IdleEngine("the engine is not touched here: only files are looked at", Standing.OTHER);

  /**
   * While the machine boots: it has not been started and will start with whatever files it finds;
   * starting it here would wait for ourselves.
   */
  public static final IdleEngine NOT_STARTED =
      new IdleEngine("the engine is not started before the recovery has ended", Standing.BEFORE);

  @Override
  public void reload(EngineAction action, Progress progress) throws EngineFailed {
    throw new EngineFailed(why);
  }

  @Override
  public void restart(EngineAction action, Progress progress) throws EngineFailed {
    throw new EngineFailed(why);
  }

  @Override
  public String verify(EngineAction action, Progress progress) throws EngineFailed {
    throw new EngineFailed(why);
  }

  @Override
  public Standing standing(EngineAction action) {
    return standing;
  }
}
