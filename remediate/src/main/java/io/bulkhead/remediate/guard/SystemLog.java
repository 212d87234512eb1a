package io.bulkhead.remediate.guard;

import io.bulkhead.remediate.engine.Services;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Tells the system's log what became of a change set, under the name {@code bulkhead}: a collector
 * on another machine then holds a head of the journal that nobody here can rewrite.
 */
public final class SystemLog {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Services services;

  public SystemLog(Services services) {
    this.services = services;
  }

  /** One line; a system without a log is no reason to fail. */
  void log(String sentence) {
    String logger = services.find("logger");
    if (!logger.isEmpty()) {
      List<String> words = List.of("-t", "bulkhead", "-p", "authpriv.notice", "--", line(sentence));
      run(logger, words, "");
    }
  }

  /** The same, also to everybody who is logged in. */
  void tell(String sentence) {
    log(sentence);
    String wall = services.find("wall");
    if (!wall.isEmpty()) {
      run(wall, List.of(), "Bulkhead: " + line(sentence) + "\n");
    }
  }

  private void run(String program, List<String> words, String input) {
    List<String> command = new java.util.ArrayList<>(List.of(program));
    command.addAll(words);
    services.run(command, input.getBytes(StandardCharsets.UTF_8), LIMIT);
  }

  private static String line(String sentence) {
    return sentence.replaceAll("\\p{Cntrl}+", " ");
  }
}
