package io.bulkhead.remediate.host;

import io.bulkhead.remediate.HostDriver;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.engine.Services;
import java.nio.file.Path;

/** Tells parts of this host what changed, and believes only what they say afterwards. */
public final class HostControl implements HostDriver {
  private final SystemdUnits units;

  public HostControl(Services services) {
    this.units =
        new SystemdUnits(new Program(services, "systemctl"), Path.of("/run/systemd/system"));
  }

  @Override
  public String reread(Step.Reread step) throws HostFailed {
    return switch (step.reader()) {
      case UNITS -> units.reread(step.names());
    };
  }
}
