package io.bulkhead.cli;

import io.bulkhead.cli.command.Bulkhead;
import io.bulkhead.cli.command.ExitCode;
import io.bulkhead.cli.command.Globals;
import io.bulkhead.cli.command.Runner;
import io.bulkhead.cli.demo.SampleHost;
import io.bulkhead.cli.demo.TrainingEngine;
import io.bulkhead.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Runs audits whose output nobody sees, so that the JVM can write down which classes an audit
 * loads: {@code java -XX:ArchiveClassesAtExit=FILE … --train}. Changes nothing.
 */
final class Training {
  private Training() {}

  static int run() {
    Bulkhead.Surroundings real = new Launch().surroundings();
    try (TrainingEngine engine = new TrainingEngine();
        SampleHost sample = SampleHost.unpack(real.environment().home().resolve(".cache"))) {
      String root = sample.root().toString();
      String seen = seen(sample.root()).toString();
      int worst = ExitCode.OK;
      for (String[] args :
          new String[][] {
            {"-H", engine.uri(), "audit"},
            {"-H", engine.uri(), "audit", "--format", "json"},
            {"-H", engine.uri(), "plan"},
            {"audit", "--snapshot", seen},
            {"--root", root, "audit"},
            {"--root", root, "plan"},
            {"--root", root, "history"},
          }) {
        worst = Math.max(worst, new Runner(silent(real)).run(args));
      }
      // the native library may be missing for one of them; an archive of the rest is still good
      return worst == ExitCode.BUG ? ExitCode.ERROR : ExitCode.OK;
    } catch (IOException e) {
      return ExitCode.ERROR;
    }
  }

  /** A host with running containers as it was once seen: for what only such a host needs. */
  private static Path seen(Path directory) throws IOException {
    Path file = directory.resolve("seen.json");
    try (InputStream in = Training.class.getResourceAsStream("/demo/train.json")) {
      Files.copy(Objects.requireNonNull(in, "this build lacks train.json"), file);
    }
    return file;
  }

  private static Bulkhead.Surroundings silent(Bulkhead.Surroundings real) {
    return new Bulkhead.Surroundings(
        globals -> nowhere(real, globals),
        real.tools(),
        real.devices(),
        real.prompt(),
        real.environment());
  }

  private static Terminal nowhere(Bulkhead.Surroundings real, Globals globals) {
    PrintStream stream =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return Terminal.on(
        stream,
        stream,
        new Terminal.Wishes(globals.colour(), globals.ascii(), real.environment()::get),
        real.devices());
  }
}
