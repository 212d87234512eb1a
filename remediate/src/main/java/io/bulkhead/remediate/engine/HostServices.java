package io.bulkhead.remediate.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.ProcessDestroyer;
import org.apache.commons.exec.PumpStreamHandler;

/**
 * Programs of this host. Each runs with a clean environment, in its own session where setsid is
 * there, and is killed when its time is up.
 */
public final class HostServices implements Services {
  private static final List<String> DIRECTORIES =
      List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C", "SYSTEMD_PAGER", "");

  private final Path root;

  public HostServices() {
    this(Path.of("/"));
  }

  /**
   * @param root below which programs are looked for; {@code /} but in tests
   */
  public HostServices(Path root) {
    this.root = root;
  }

  @Override
  public Said run(List<String> command, byte[] input, Duration limit) {
    Tail output = new Tail();
    PumpStreamHandler streams =
        new PumpStreamHandler(output, output, new ByteArrayInputStream(input));
    ExecuteWatchdog watchdog = ExecuteWatchdog.builder().setTimeout(limit).get();
    DefaultExecutor executor =
        DefaultExecutor.builder()
            .setExecuteStreamHandler(streams)
            .setWorkingDirectory(Path.of("/").toFile())
            .get();
    executor.setWatchdog(watchdog);
    executor.setProcessDestroyer(new LastResort(limit.plusSeconds(5)));
    executor.setExitValues(null);
    try {
      int exit = executor.execute(line(command), ENVIRONMENT);
      return watchdog.killedProcess() ? late(output, limit) : new Said(exit, output.text());
    } catch (ExecuteException e) {
      return watchdog.killedProcess() ? late(output, limit) : new Said(-1, output.text());
    } catch (IOException e) {
      return new Said(-1, String.valueOf(e.getMessage()));
    }
  }

  private static Said late(Tail output, Duration limit) {
    return new Said(-1, output.text() + "\nended after " + limit.toSeconds() + " s");
  }

  /** In a session of its own, so that a Ctrl-C on the terminal ends Bulkhead's wait only. */
  private CommandLine line(List<String> command) {
    String setsid = find(Path.of("/"), "setsid");
    CommandLine line = new CommandLine(setsid.isEmpty() ? command.get(0) : setsid);
    List<String> rest = setsid.isEmpty() ? command.subList(1, command.size()) : command;
    rest.forEach(argument -> line.addArgument(argument, false));
    return line;
  }

  @Override
  public String find(String... names) {
    return find(root, names);
  }

  private static String find(Path root, String... names) {
    for (String name : names) {
      for (String directory : DIRECTORIES) {
        Path program = root.resolve(directory.substring(1)).resolve(name);
        if (Files.isRegularFile(program) && Files.isExecutable(program)) {
          return program.toString();
        }
      }
    }
    return "";
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

  /** The last 64 KiB of what is written. */
  private static final class Tail extends java.io.OutputStream {
    private static final int LIMIT = 64 << 10;
    private final byte[] ring = new byte[LIMIT];
    private long written;

    @Override
    public synchronized void write(int b) {
      ring[(int) (written++ % LIMIT)] = (byte) b;
    }

    synchronized String text() {
      int size = (int) Math.min(written, LIMIT);
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i++) {
        bytes[i] = ring[(int) ((written - size + i) % LIMIT)];
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
