package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.EnginePort;
import io.bulkhead.remediate.Progress;

/** Drives the engine through its service manager, or as a plain process. */
public final class EngineControl implements EngineDriver {
  private final EnginePort port;
  private final Services services;
  private final EngineProcess process;

  public EngineControl(EnginePort port, Services services, EngineProcess process) {
    this.port = port;
    this.services = services;
    this.process = process;
  }

  @Override
  public void reload(EngineAction action, Progress progress) throws EngineFailed {
    throw new EngineFailed("" + port + services + process);
  }

  @Override
  public void restart(EngineAction action, Progress progress) throws EngineFailed {
    throw new EngineFailed("");
  }

  @Override
  public String verify(EngineAction action, Progress progress) throws EngineFailed {
    throw new EngineFailed("");
  }

  @Override
  public Standing standing(EngineAction action) {
    return Standing.OTHER;
  }
}
