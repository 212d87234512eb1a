package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineDriver.EngineFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An engine that was started by hand: stopped by its pid and started again just as it was. */
final class ProcessWay implements Way {
  private static final long STOP = 90_000;
  private static final long START = 10_000;
  private static final long SUPERVISOR = 1_500;

  private final Services services;
  private final EngineProcess process;
  private final Pace pace;
  private Path log = Path.of("/dev/null");
  private long logFrom;
  private boolean started;

  ProcessWay(Services services, EngineProcess process, Pace pace) {
    this.services = services;
    this.process = process;
    this.pace = pace;
  }

  @Override
  public void reload() throws EngineFailed {
    long pid = process.pid();
    String kill = services.find("kill");
    if (pid == 0 || kill.isEmpty()) {
      throw new EngineFailed(pid == 0 ? "no dockerd runs" : "the program kill is not installed");
    }
    noteLog(process.capture().errors());
    Services.Said said =
        services.run(
            List.of(kill, "-HUP", Long.toString(pid)), new byte[0], Duration.ofSeconds(10));
    if (!said.ok()) {
      throw LastWords.failed("dockerd could not be signalled", LastWords.of(said.output()));
    }
  }

  @Override
  public void restart() throws EngineFailed {
    long pid = process.pid();
    try (Outlets outlets = new Outlets(process.proc(), services)) {
      Launch launch = pid == 0 ? remembered() : process.capture();
      if (pid != 0) {
        outlets.hold(pid, launch);
        process.remember(launch);
        noteLog(launch.errors());
        stop(pid);
      } else {
        outlets.find(launch);
        noteLog(launch.errors());
      }
      if (supervised()) {
        return;
      }
      outlets.start(launch);
      await();
    } catch (IOException e) {
      throw LastWords.failed("dockerd could not be started again: " + e.getMessage(), lastWords());
    }
  }

  private Launch remembered() throws EngineFailed {
    return process
        .recall()
        .orElseThrow(
            () ->
                new EngineFailed(
                    "dockerd does not run, and how it was started is not known; start it the way"
                        + " you did before"));
  }

  private void stop(long pid) throws EngineFailed {
    String before = process.proc().started(pid);
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    long end = pace.millis() + STOP;
    while (before.equals(process.proc().started(pid))) {
      if (pace.millis() >= end) {
        throw LastWords.failed(
            "dockerd (pid " + pid + ") does not end " + STOP / 1000 + " s after SIGTERM",
            lastWords());
      }
      pace.pause(100);
    }
  }

  /** True if somebody else starts it again, as a supervisor would. */
  private boolean supervised() {
    long end = pace.millis() + SUPERVISOR;
    while (pace.millis() < end) {
      if (process.pid() != 0) {
        started = true;
        return true;
      }
      pace.pause(100);
    }
    return false;
  }

  private void await() throws EngineFailed {
    started = true;
    long end = pace.millis() + START;
    while (process.pid() == 0) {
      if (pace.millis() >= end) {
        throw LastWords.failed("dockerd ended right after its start", lastWords());
      }
      pace.pause(100);
    }
  }

  @Override
  public String incarnation() {
    return process.incarnation();
  }

  @Override
  public Optional<String> trouble() {
    return started && process.pid() == 0 ? Optional.of("dockerd ended") : Optional.empty();
  }

  private void noteLog(String errors) {
    try {
      Path file = Path.of(errors);
      if (file.isAbsolute() && Files.isRegularFile(file)) {
        log = file;
        logFrom = Files.size(file);
      }
    } catch (IOException | IllegalArgumentException e) {
      logFrom = 0;
    }
  }

  @Override
  public List<String> lastWords() {
    try {
      return Files.isRegularFile(log) ? LastWords.ofLog(LogTail.of(log, logFrom)) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
