package io.bulkhead.kernel.probes.live;

import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.kernel.files.RootedFiles;
import io.bulkhead.kernel.nativeaccess.KernelCalls;
import io.bulkhead.kernel.probes.EngineFacts;
import io.bulkhead.kernel.probes.Sources;
import io.bulkhead.kernel.probes.catalogue.AllProbes;
import io.bulkhead.kernel.probes.catalogue.ProbeRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** Puts all probes to this machine once, in a fresh Java, and says what that costs. */
final class ProbeBenchmark {
  private ProbeBenchmark() {}

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public static void main(String[] args) {
    Duration start = cpu();
    long wall = System.nanoTime();
    Sources sources =
        new Sources(
            new RootedFiles(Path.of("/")),
            new KernelCalls(false),
            new InstalledTools(),
            EngineFacts.none(),
            System.getProperty("os.version", ""),
            0,
            LocalDate.of(2026, 11, 26));
    List<ProbeResult> results = ProbeRun.run(AllProbes.LIST, sources);
    System.out.printf(
        "%d probes: %d ms of CPU beyond Java's own %d ms, %d ms on the clock%n",
        results.size(),
        cpu().minus(start).toMillis(),
        start.toMillis(),
        (System.nanoTime() - wall) / 1_000_000);
  }
}
