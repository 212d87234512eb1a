package io.bulkhead.crash;

import com.sun.jna.NativeLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A process made by a {@link Zygote} that goes on, or has ended. */
final class Run {
  private static final int SIGKILL = 9;
  private static final int SIGCONT = 18;
  private static final int TRIES = 20_000;

  /** Those that have nothing to do. */
  private static final Queue<Maker> IDLE = new ConcurrentLinkedQueue<>();

  /** The test's end of a zygote; ends with this JVM, because its input does. */
  private record Maker(Writer orders, BufferedReader answers) {
    static Maker started() throws IOException {
      Process process =
          new ProcessBuilder(Workshop.open().zygote())
              .redirectError(Redirect.appendTo(Workshop.DIRECTORY.resolve("zygote.log").toFile()))
              .start();
      Maker maker =
          new Maker(
              process.outputWriter(StandardCharsets.UTF_8),
              process.inputReader(StandardCharsets.UTF_8));
      String ready = maker.answer();
      if (!ready.equals("ready")) {
        throw new AssertionError("a zygote said '" + ready + "'");
      }
      return maker;
    }

    String answer() throws IOException {
      String line = answers.readLine();
      if (line == null) {
        throw new AssertionError("a zygote died; see zygote.log in " + Workshop.DIRECTORY);
      }
      return line;
    }
  }

  private final Maker maker;

  /** The number of the process. */
  final long pid;

  private Run(Maker maker, long pid) {
    this.maker = maker;
    this.pid = pid;
  }

  /** Starts one. */
  static Run of(List<String> order) {
    try {
      Maker idle = IDLE.poll();
      Maker maker = idle == null ? Maker.started() : idle;
      maker.orders.write(String.join("\t", order) + "\n");
      maker.orders.flush();
      return new Run(maker, Long.parseLong(maker.answer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is stopped by a signal. */
  void awaitStop() throws IOException, InterruptedException {
    Path stat = Path.of("/proc", String.valueOf(pid), "stat");
    for (int tries = 0; tries < TRIES; tries++) {
      String text = Files.readString(stat);
      if (text.charAt(text.lastIndexOf(')') + 2) == 'T') {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    throw new AssertionError("was not stopped");
  }

  /** Lets it go on. */
  void resume() {
    send(SIGCONT);
  }

  void kill() {
    send(SIGKILL);
  }

  /** Without a process started for it: that one would hold for a moment what this one has open. */
  private void send(int signal) {
    NativeLibrary.getInstance("c").getFunction("kill").invokeInt(new Object[] {(int) pid, signal});
  }

  /** Waits for its end; its status as a shell tells it. */
  int exit() {
    try {
      int exit = Integer.parseInt(maker.answer());
      IDLE.add(maker);
      return exit;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
