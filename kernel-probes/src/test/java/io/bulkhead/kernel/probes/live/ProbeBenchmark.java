package io.bulkhead.kernel.probes.live;

import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.kernel.files.RootedFiles;
import io.bulkhead.kernel.nativeaccess.KernelCalls;
import io.bulkhead.kernel.probes.EngineFacts;
import io.bulkhead.kernel.probes.Sources;
import io.bulkhead.kernel.probes.catalogue.AllProbes;
import io.bulkhead.kernel.probes.catalogue.ProbeRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** Puts all probes to this machine once, in a fresh Java, and says what that costs. */
final class ProbeBenchmark {
  /** Milliseconds of a clock tick: USER_HZ is 100 on both architectures. */
  private static final int TICK = 10;

  private ProbeBenchmark() {}

  /** User and system time of this process so far (proc_pid_stat(5), fields 14 and 15). */
  private static Duration cpu() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK);
  }

  public static void main(String[] args) throws IOException {
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
    Duration spent = cpu().minus(start);
    System.out.printf(
        "%d probes: %d ms of CPU beyond Java's own %d ms, %d ms on the clock%n",
        results.size(), spent.toMillis(), start.toMillis(), (System.nanoTime() - wall) / 1_000_000);
  }
}
