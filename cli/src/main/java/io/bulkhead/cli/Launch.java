package io.bulkhead.cli;

import io.bulkhead.cli.command.Bulkhead;
import io.bulkhead.cli.command.Environment;
import io.bulkhead.cli.command.Globals;
import io.bulkhead.cli.command.Runner;
import io.bulkhead.cli.host.LazySys;
import io.bulkhead.cli.terminal.Devices;
import io.bulkhead.cli.terminal.Prompt;
import io.bulkhead.cli.terminal.Terminal;
import io.bulkhead.cli.wiring.Wiring;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gives the commands this process: its streams, its environment and its system calls. */
final class Launch {
  private final Environment environment = Environment.ofProcess();
  private final LazySys sys = new LazySys();
  private final Devices devices = Devices.of(sys);
  private @Nullable Prompt prompt;

  Bulkhead.Surroundings surroundings() {
    return new Bulkhead.Surroundings(
        this::terminal,
        globals -> Wiring.tools(globals, environment, sys),
        devices,
        this::prompt,
        environment);
  }

  int run(String[] args) {
    return new Runner(surroundings()).run(args);
  }

  private Terminal terminal(Globals globals) {
    return Terminal.standard(
        new Terminal.Wishes(globals.colour(), globals.ascii(), environment::get), devices);
  }

  /** One for the whole run: it may have read ahead. */
  private Prompt prompt(Terminal terminal) {
    if (prompt == null) {
      prompt =
          new Prompt(
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
              terminal.err(),
              Prompt.PATIENCE);
    }
    return prompt;
  }
}
