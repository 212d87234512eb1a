package io.bulkhead.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that was broken, or ran to its end.
 *
 * @param exit its status; 137 when it was killed
 * @param said what it printed
 * @param calls the calls it made that change something, up to the last
 */
record Broken(int exit, String said, List<String> calls) {
  static final int KILLED = 137;

  /** SIGALRM: the library gives a process a minute. */
  private static final int HANGS = 142;

  /** How a process is broken at a call, and what is made of it. */
  interface Way {
    void at(Scene scene, int call) throws Exception;
  }

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
    return ended(root, start(root, deed, scenario, protocol, fault, call).exit());
  }

  /** Starts a child that will be broken. */
  static Run start(
      Path root, Deed deed, Scenario scenario, Protocol protocol, Fault fault, int call) {
    forget(root);
    return Run.of(
        List.of(
            root.toString(),
            deed.name(),
            scenario.name(),
            protocol.name(),
            log(root).toString(),
            words(root).toString(),
            String.valueOf(call),
            fault.how(),
            protocol.lie));
  }

  /** Runs a child to its end while another is at work in the same tree. */
  static Broken beside(Path root, Deed deed, Scenario scenario) {
    Path name = root.resolveSibling(root.getFileName() + "-beside");
    forget(name);
    Run run =
        Run.of(
            List.of(
                root.toString(),
                deed.name(),
                scenario.name(),
                Protocol.SOUND.name(),
                log(name).toString(),
                words(name).toString(),
                "0",
                Fault.KILL_BEFORE.how(),
                ""));
    Broken ran = ended(name, run.exit());
    forget(name);
    return ran;
  }

  /** The same child in a JVM that is started for it and knows nothing yet. */
  static Broken fresh(Path root, Deed deed, Scenario scenario, Fault fault, int call) {
    forget(root);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(Workshop.open().child(root, deed, scenario, Protocol.SOUND))
              .redirectErrorStream(true)
              .redirectOutput(words(root).toFile());
      builder.environment().put("LD_PRELOAD", Workshop.open().shim.toString());
      builder.environment().put("CRASH_LOG", log(root).toString());
      builder.environment().put("CRASH_AT", String.valueOf(call));
      builder.environment().put("CRASH_HOW", fault.how());
      return ended(root, builder.start().waitFor());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What is left of a child that has ended. */
  static Broken ended(Path root, int exit) {
    if (exit == HANGS) {
      throw new AssertionError("hangs in " + root);
    }
    try {
      List<String> calls = Files.exists(log(root)) ? Files.readAllLines(log(root)) : List.of();
      String said = new String(Files.readAllBytes(words(root)), StandardCharsets.UTF_8);
      return new Broken(exit, said.strip(), calls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return calls.isEmpty() ? "" : names(calls).get(calls.size() - 1);
  }

  /** Its calls without what they were about. */
  List<String> names() {
    return names(calls);
  }

  static List<String> names(List<String> calls) {
    return calls.stream().map(call -> call.split(" ", 2)[0]).toList();
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
