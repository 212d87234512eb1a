package io.bulkhead.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The system's {@code less} between this program and the terminal. It runs in its secure mode: from
 * the pager of a root process no shell can be reached and no file written.
 */
public final class Pager implements AutoCloseable {
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin/less"), Path.of("/bin/less"));

  private final Process process;
  private final OutputStream input;

  private Pager(Process process) {
    this.process = process;
    this.input = new BufferedOutputStream(process.getOutputStream(), 1 << 14);
  }

  /**
   * Starts it on the terminal of this process; empty if there is none on this system.
   *
   * @param term value of TERM
   */
  static Optional<Pager> start(String term) {
    for (Path program : PROGRAMS) {
      if (Files.isExecutable(program)) {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "-FRX");
        builder.environment().clear();
        builder
            .environment()
            .putAll(
                Map.of("LESSSECURE", "1", "TERM", term, "LC_ALL", "C.UTF-8", "LESSHISTFILE", "-"));
        builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
        try {
          return Optional.of(new Pager(builder.start()));
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  OutputStream input() {
    return input;
  }

  /** Shows the rest and waits until the person has read it. */
  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      // the person left before the end
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
