package io.bulkhead.cli.host;

import io.bulkhead.remediate.EnginePort.EngineException;
import io.bulkhead.remediate.LimitPort;
import io.bulkhead.remediate.Setting;

/** Answers that there is no engine to ask about containers. */
public final class NoLimits implements LimitPort {
  private static final String WHY = "no engine is asked about containers here";

  @Override
  public String limit(Setting.Limit limit) throws EngineException {
    throw new EngineException(WHY);
  }

  @Override
  public void update(Setting.Limit limit, String value) throws EngineException {
    throw new EngineException(WHY);
  }
}
