package io.bulkhead.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that was broken, or ran to its end.
 *
 * @param exit its status; 137 when it was killed
 * @param said what it printed
 * @param calls the calls it made that change something, up to the last
 */
record Broken(int exit, String said, List<String> calls) {
  static final int KILLED = 137;
  private static final long LIMIT_SECONDS = 60;

  /** Runs a child to its end, unbroken. */
  static Broken not(Path root, Deed deed, Scenario scenario, Protocol protocol) {
    return at(root, deed, scenario, protocol, Fault.KILL_BEFORE, 0);
  }

  /**
   * Runs a child and breaks it.
   *
   * @param call the how-manieth call, from 1; 0 for none
   */
  static Broken at(
      Path root, Deed deed, Scenario scenario, Protocol protocol, Fault fault, int call) {
    try {
      Process process = start(root, deed, scenario, protocol, fault, call);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("hangs: " + deed + " " + scenario + " " + fault + " at " + call);
      }
      return ended(root, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a child that will be broken. */
  static Process start(
      Path root, Deed deed, Scenario scenario, Protocol protocol, Fault fault, int call)
      throws IOException {
    Workshop workshop = Workshop.open();
    Files.deleteIfExists(log(root));
    ProcessBuilder builder =
        new ProcessBuilder(workshop.child(root, deed, scenario, protocol))
            .redirectErrorStream(true)
            .redirectOutput(words(root).toFile());
    builder.environment().put("LD_PRELOAD", workshop.shim.toString());
    builder.environment().put("CRASH_LOG", log(root).toString());
    builder.environment().put("CRASH_AT", String.valueOf(call));
    builder.environment().put("CRASH_HOW", fault.how());
    if (!protocol.lie.isEmpty()) {
      builder.environment().put("CRASH_LIE", protocol.lie);
    }
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** What is left of a child that has ended. */
  static Broken ended(Path root, Process process) throws IOException {
    List<String> calls = Files.exists(log(root)) ? Files.readAllLines(log(root)) : List.of();
    String said = new String(Files.readAllBytes(words(root)), StandardCharsets.UTF_8);
    return new Broken(process.exitValue(), said.strip(), calls);
  }

  /** Not beside the tree: its disk may be full, or lose power. */
  private static Path log(Path root) {
    return Workshop.DIRECTORY.resolve(root.getFileName() + ".calls");
  }

  private static Path words(Path root) {
    return Workshop.DIRECTORY.resolve(root.getFileName() + ".said");
  }

  /** Removes what it left beside the tree. */
  static void forget(Path root) {
    try {
      Files.deleteIfExists(log(root));
      Files.deleteIfExists(words(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean killed() {
    return exit == KILLED;
  }

  /** The call it was broken at, without what it was about. */
  String lastCall() {
    return calls.isEmpty() ? "" : calls.get(calls.size() - 1).split(" ", 2)[0];
  }

  @Override
  public String toString() {
    String last = calls.isEmpty() ? "no call" : calls.get(calls.size() - 1);
    return "exit "
        + exit
        + " at call "
        + calls.size()
        + ", "
        + last
        + (said.isEmpty() ? "" : ": " + said);
  }
}
