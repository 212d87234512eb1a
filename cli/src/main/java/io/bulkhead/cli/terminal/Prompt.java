package io.bulkhead.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads answers from the person at the terminal, line by line. */
public final class Prompt {
  /** Silence this long means no. */
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  private final BufferedReader input;
  private final Channel screen;
  private final Duration patience;
  private volatile boolean ending;

  public Prompt(BufferedReader input, Channel screen, Duration patience) {
    this.input = input;
    this.screen = screen;
    this.patience = patience;
  }

  /** The answer to a question, blanks around it removed; empty at the end of input or silence. */
  public Optional<String> ask(String question) {
    screen.part(question);
    Thread interrupted = new Thread(this::ended, "interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      return answer();
    } finally {
      if (!ending) {
        Runtime.getRuntime().removeShutdownHook(interrupted);
      }
    }
  }

  /** A signal at the question: the process ends with its number, having done nothing. */
  private void ended() {
    ending = true;
    screen.line();
    screen.line("Nothing was changed.");
    screen.flush();
  }

  private Optional<String> answer() {
    BlockingQueue<Optional<String>> answer = new ArrayBlockingQueue<>(1);
    Thread reader =
        new Thread(
            () -> {
              try {
                answer.add(line());
              } catch (IOException e) {
                answer.add(Optional.empty());
              }
            },
            "answer");
    reader.setDaemon(true);
    reader.start();
    try {
      Optional<String> said = answer.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (said == null || said.isEmpty()) {
        screen.line();
        return Optional.empty();
      }
      return said.map(String::strip);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** A whole line: what was typed without an Enter when the terminal went was not agreed to. */
  private Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c >= 0; c = input.read()) {
      if (c == '\n') {
        return Optional.of(line.toString());
      }
      line.append((char) c);
    }
    return Optional.empty();
  }

  public Channel screen() {
    return screen;
  }
}
