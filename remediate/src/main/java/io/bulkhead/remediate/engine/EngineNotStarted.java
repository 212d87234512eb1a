package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.Progress;
import java.time.Duration;
import java.util.List;

/**
 * The engine while the machine boots: it has not been started and will start with whatever files it
 * finds, so it is never told anything; starting it here would wait for ourselves. Units, however,
 * were read before the files were put back.
 */
public final class EngineNotStarted implements EngineDriver {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String WHY = "the engine is not started before the recovery has ended";

  private final Services services;

  public EngineNotStarted(Services services) {
    this.services = services;
  }

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
  public void reloadUnits(EngineAction action) throws EngineFailed {
    String systemctl = services.find("systemctl");
    Services.Said said = services.run(List.of(systemctl, "daemon-reload"), new byte[0], LIMIT);
    if (!said.ok()) {
      throw new EngineFailed("systemctl daemon-reload failed: " + said.output().strip());
    }
  }

  @Override
  public Standing standing(EngineAction action) {
    return Standing.BEFORE;
  }
}
