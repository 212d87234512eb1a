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

  /**
   * The daemon's checks that can be put right here. Default ulimits raise limits, and a machine
   * that is itself a guest may not be allowed to (CAP_SYS_RESOURCE).
   */
  public static List<String> daemonChecks() {
    String bounding = Run.command("sh", "-c", "awk '/^CapBnd/{print $2}' /proc/self/status").text();
    boolean mayRaiseLimits = (Long.parseUnsignedLong(bounding, 16) >> 24 & 1) == 1;
    return mayRaiseLimits
        ? List.of("--only", "DMN-*")
        : List.of("--only", "DMN-*", "--skip", "DMN-006");
  }

  /** A script of the rig. */
  public static String rig(String script) {
    return CHECKOUT.resolve("integration-tests/rig").resolve(script).toString();
  }
}
