package io.bulkhead.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A process about to be run, with its environment, input and time limit. */
public final class Run {
  private final List<String> command;
  private final Map<String, String> environment = new TreeMap<>();
  private Path directory = Path.of("/");
  private byte[] input = {};
  private Duration limit = Duration.ofMinutes(3);

  private Run(List<String> command) {
    this.command = List.copyOf(command);
  }

  public static Run command(String... words) {
    return new Run(List.of(words));
  }

  public static Run command(List<String> words) {
    return new Run(words);
  }

  /** The command as words. */
  public List<String> words() {
    return command;
  }

  /** Sets a variable of the otherwise unchanged environment. */
  public Run with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public Run in(Path workingDirectory) {
    directory = workingDirectory;
    return this;
  }

  public Run reading(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  public Run within(Duration time) {
    limit = time;
    return this;
  }

  /** Runs it to its end. Ends it, and fails, when the time is up. */
  public Ran now() {
    try (Started process = start()) {
      return process.end();
    }
  }

  /** Runs it to its end and fails unless it succeeds; answers what it printed, trimmed. */
  public String text() {
    return now().exits(0).out().strip();
  }

  /** Starts it. Output goes to files, so that nothing is lost and nothing blocks. */
  public Started start() {
    try {
      Path stdin = Files.createTempFile("bulkhead-it-", ".in");
      Path stdout = Files.createTempFile("bulkhead-it-", ".out");
      Path stderr = Files.createTempFile("bulkhead-it-", ".err");
      Files.write(stdin, input);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.directory(directory.toFile());
      builder.redirectInput(stdin.toFile());
      builder.redirectOutput(stdout.toFile());
      builder.redirectError(stderr.toFile());
      return new Started(command, builder.start(), limit, List.of(stdin, stdout, stderr));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    }
  }

  /** A process that runs; closing ends it. */
  public static final class Started implements AutoCloseable {
    private final List<String> command;
    private final Process process;
    private final Duration limit;
    private final List<Path> streams;

    private Started(List<String> command, Process process, Duration limit, List<Path> streams) {
      this.command = command;
      this.process = process;
      this.limit = limit;
      this.streams = new ArrayList<>(streams);
    }

    public long pid() {
      return process.pid();
    }

    public boolean runs() {
      return process.isAlive();
    }

    public void kill() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    /** What it printed so far. */
    public String soFar() {
      return new String(read(1), StandardCharsets.UTF_8)
          + new String(read(2), StandardCharsets.UTF_8);
    }

    /** Waits for its end. */
    public Ran end() {
      try {
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          kill();
          process.waitFor();
          throw new AssertionError("still running after " + limit + ": " + command + soFar());
        }
        return new Ran(command, process.exitValue(), read(1), read(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + command, e);
      }
    }

    private byte[] read(int stream) {
      try {
        return Files.readAllBytes(streams.get(stream));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      kill();
      for (Path stream : streams) {
        try {
          Files.deleteIfExists(stream);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
