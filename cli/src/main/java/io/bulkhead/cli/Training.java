package io.bulkhead.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.cli.command.Bulkhead;
import io.bulkhead.cli.command.ExitCode;
import io.bulkhead.cli.command.Globals;
import io.bulkhead.cli.command.Runner;
import io.bulkhead.cli.demo.SampleHost;
import io.bulkhead.cli.demo.TrainingEngine;
import io.bulkhead.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

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
      Path seen = sample.root().resolve("seen.json");
      int worst = look(new Runner(silent(real)), engine, seen);
      for (String[] args :
          new String[][] {
            {"-H", engine.uri(), "audit"},
            {"-H", engine.uri(), "audit", "--format", "json"},
            {"-H", engine.uri(), "plan"},
            {"audit", "--snapshot", seen.toString()},
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

  /**
   * Writes down the host and the training engine as they are seen now.
   *
   * <p>The container of the training engine is this very process, which is in no container's
   * cgroup; what was once seen of one that was takes its place, so that all is judged.
   */
  static int look(Runner runner, TrainingEngine engine, Path snapshot) throws IOException {
    int exit = runner.run(new String[] {"-H", engine.uri(), "snapshot", "-o", snapshot.toString()});
    ObjectMapper mapper = new ObjectMapper();
    JsonNode tree = mapper.readTree(snapshot.toFile());
    if (tree.path("processes") instanceof ObjectNode processes
        && tree.path("interiors") instanceof ObjectNode interiors) {
      String pid = String.valueOf(ProcessHandle.current().pid());
      processes.set(pid, mapper.readTree(TrainingEngine.recorded("process")));
      interiors.set(TrainingEngine.ID, mapper.readTree(TrainingEngine.recorded("inside")));
    }
    mapper.writeValue(snapshot.toFile(), tree);
    return exit;
  }

  static Bulkhead.Surroundings silent(Bulkhead.Surroundings real) {
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
