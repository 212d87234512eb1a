package io.bulkhead.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The machine the tests run on: what it has, and the one directory they write below. */
public final class Machine implements ExecutionCondition {
  /** Everything the tests make lies below this. */
  public static final Path BASE =
      Path.of(System.getenv().getOrDefault("BULKHEAD_IT_BASE", "/var/lib/bulkhead-it"));

  /** The checkout under test. */
  public static final Path CHECKOUT =
      Path.of(System.getProperty("bulkhead.checkout", "..")).toAbsolutePath().normalize();

  private static final List<String> PROGRAMS =
      List.of("dockerd", "docker", "containerd", "busybox", "ip", "nsenter", "setpriv", "curl");

  private static @Nullable FileChannel lock;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!Run.command("id", "-u").text().equals("0")) {
      return ConditionEvaluationResult.disabled("needs root to run an engine of its own");
    }
    for (String program : PROGRAMS) {
      if (Run.command("sh", "-c", "command -v " + program).now().exit() != 0) {
        return ConditionEvaluationResult.disabled("needs the program " + program);
      }
    }
    waitForOtherRuns();
    return ConditionEvaluationResult.enabled("root, with an engine's programs");
  }

  /** Two runs at a time would end each other's engines. Held until this JVM ends. */
  private static synchronized void waitForOtherRuns() {
    if (lock == null) {
      try {
        Files.createDirectories(BASE);
        lock =
            FileChannel.open(
                BASE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A script of the rig. */
  public static String rig(String script) {
    return CHECKOUT.resolve("integration-tests/rig").resolve(script).toString();
  }
}
