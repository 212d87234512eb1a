package io.bulkhead.remediate.engine;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.file.Path;

/** The dockerd process of an engine that no service manager runs. */
public final class EngineProcess {
  private final Path proc;
  private final Reading<Daemon.Running> seen;
  private final Path memory;

  /**
   * @param proc {@code /proc}
   * @param seen the process as the snapshot shows it
   * @param memory private file that keeps how the process is started while it is stopped, so that a
   *     later run can start it again after a crash
   */
  public EngineProcess(Path proc, Reading<Daemon.Running> seen, Path memory) {
    this.proc = proc;
    this.seen = seen;
    this.memory = memory;
  }

  @Override
  public String toString() {
    return proc + " " + seen + " " + memory;
  }
}
