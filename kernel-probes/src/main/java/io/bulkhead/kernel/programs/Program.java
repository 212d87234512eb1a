package io.bulkhead.kernel.programs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.ProcessDestroyer;
import org.apache.commons.exec.PumpStreamHandler;

/**
 * A program of the host: without a shell, in a clean environment, for a limited time.
 *
 * @param argv the program's path and its arguments
 * @param input what it reads
 * @param limit after which it is killed, with all it started
 */
public record Program(List<String> argv, byte[] input, Duration limit) {
  private static final List<String> DIRECTORIES =
      List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C", "SYSTEMD_PAGER", "");

  /** For what was written before the end and is still in the pipe. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  public Program {
    argv = List.copyOf(argv);
  }

  /**
   * How it ended.
   *
   * @param exit its exit status; -1 if it was killed because its time was up, or could not start
   * @param trouble why it has no status of its own; empty if it has one
   */
  public record Ended(int exit, String trouble) {}

  /** A program of that name in the system's own directories below a root. */
  public static Optional<Path> find(Path root, String name) {
    return DIRECTORIES.stream()
        .map(directory -> root.resolve(directory.substring(1)).resolve(name))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst();
  }

  /** Runs it to its end; never throws for what a program can do. */
  public Ended run(OutputStream out, OutputStream err) {
    ExecuteWatchdog watchdog = ExecuteWatchdog.builder().setTimeout(limit).get();
    DefaultExecutor executor =
        DefaultExecutor.builder()
            .setExecuteStreamHandler(new Pipes(out, err, new ByteArrayInputStream(input)))
            .setWorkingDirectory(Path.of("/").toFile())
            .get();
    executor.setWatchdog(watchdog);
    executor.setProcessDestroyer(new LastResort(limit.plusSeconds(5)));
    executor.setExitValues(null);
    try {
      int exit = executor.execute(line(), ENVIRONMENT);
      return watchdog.killedProcess() ? late() : new Ended(exit, "");
    } catch (ExecuteException e) {
      return watchdog.killedProcess() ? late() : new Ended(-1, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Ended(-1, String.valueOf(e.getMessage()));
    }
  }

  private CommandLine line() {
    CommandLine line = new CommandLine(argv.get(0));
    argv.subList(1, argv.size()).forEach(argument -> line.addArgument(argument, false));
    return line;
  }

  private Ended late() {
    return new Ended(-1, "ended after " + limit.toSeconds() + " s");
  }

  /** Does not wait for a process that the program left behind with its output open. */
  private static final class Pipes extends PumpStreamHandler {
    Pipes(OutputStream out, OutputStream err, InputStream in) {
      super(out, err, in);
      setStopTimeout(LAST_WORDS);
    }

    @Override
    public void stop() throws IOException {
      try {
        super.stop();
      } catch (ExecuteException leftBehind) {
        // what it said is there; what its children will say is not waited for
      }
    }
  }

  /** Kills what does not end by being asked, with all it started. */
  private static final class LastResort implements ProcessDestroyer {
    private final Duration limit;
    private int size;

    LastResort(Duration limit) {
      this.limit = limit;
    }

    @Override
    public boolean add(Process process) {
      size++;
      var unused =
          process
              .onExit()
              .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete((ended, late) -> killIf(late != null, process));
      return true;
    }

    private static void killIf(boolean late, Process process) {
      if (late) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }

    @Override
    public boolean remove(Process process) {
      size--;
      return true;
    }

    @Override
    public int size() {
      return size;
    }
  }
}
