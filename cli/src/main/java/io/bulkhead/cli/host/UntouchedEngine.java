package io.bulkhead.cli.host;

import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.Progress;

/** Stands where no engine may be touched: below another root, and for looking at the history. */
public final class UntouchedEngine implements EngineDriver {
  public static final UntouchedEngine INSTANCE = new UntouchedEngine();

  private static final String WHY = "the engine is not touched here: only files are looked at";

  private UntouchedEngine() {}

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
    return Standing.OTHER;
  }
}
