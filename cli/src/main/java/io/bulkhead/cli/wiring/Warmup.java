package io.bulkhead.cli.wiring;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.engine.EngineGatherer;
import io.bulkhead.engine.ReleaseTable;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.remediate.remedies.Remedies;
import java.util.Set;

/**
 * Loads what an audit needs beside the parsing of the command line, on the second core: a quarter
 * of the time until the first answer is loading and linking of classes. Looks at nothing.
 */
public final class Warmup {
  private static final Set<String> WORTH_IT =
      Set.of("audit", "plan", "apply", "snapshot", "diff", "config");

  private Warmup() {}

  /** Starts it for the commands that look at a host. */
  public static void start(String[] args) {
    for (String arg : args) {
      if (WORTH_IT.contains(arg)) {
        run(() -> Guice.createInjector(Stage.DEVELOPMENT, new StrictModule()), "warm-guice");
        run(Warmup::probes, "warm-probes");
        return;
      }
    }
  }

  /** An endpoint that cannot exist: everything up to the connection is loaded. */
  private static void probes() {
    Endpoint nowhere = Endpoint.unix("/proc/self/no-engine", "");
    new EngineGatherer(nowhere, ReleaseTable.shipped()).gather(new SnapshotBuilder());
    BuiltInCatalogue.catalogue();
    Remedies.all();
  }

  private static void run(Runnable work, String name) {
    Thread thread = new Thread(() -> quietly(work), name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Whatever fails here fails again where it is needed. */
  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError ignored) {
      // and is said there
    }
  }
}
