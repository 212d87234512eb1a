package io.bulkhead.cli.host;

import io.bulkhead.remediate.engine.HostServices;
import io.bulkhead.remediate.engine.Services;
import java.time.Duration;
import java.util.List;

/**
 * Tells the system's log what became of a change set, under the name {@code bulkhead}: a collector
 * on another machine then holds a head of the journal that nobody here can rewrite.
 */
public final class SystemLog {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private SystemLog() {}

  /** One line; a system without a log is no reason to fail. */
  public static void tell(String line) {
    Services services = new HostServices();
    String logger = services.find("logger");
    if (!logger.isEmpty()) {
      List<String> command = List.of(logger, "-t", "bulkhead", "-p", "authpriv.notice", "--", line);
      services.run(command, new byte[0], LIMIT);
    }
  }
}
