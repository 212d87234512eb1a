package io.bulkhead.cli;

import io.bulkhead.cli.command.Bulkhead;
import io.bulkhead.cli.command.Environment;
import io.bulkhead.cli.command.Runner;
import io.bulkhead.cli.host.LazySys;
import io.bulkhead.cli.terminal.Devices;
import io.bulkhead.cli.terminal.Prompt;
import io.bulkhead.cli.terminal.Terminal;
import io.bulkhead.cli.wiring.Wiring;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs command lines in this process as the program does, with streams that are remembered. */
final class Lines {
  private final List<String> always = new ArrayList<>();
  private final Path home;
  private String answers = "";
  private boolean person;
  private int columns = 80;

  Lines(Path home, String... always) {
    this.home = home;
    this.always.addAll(List.of(always));
  }

  /** A person at a terminal types these lines. */
  Lines answering(String... lines) {
    answers = lines.length == 0 ? "" : String.join("\n", lines) + "\n";
    person = true;
    return this;
  }

  Lines columns(int wide) {
    columns = wide;
    return this;
  }

  /** What came of it. */
  record Ran(int exit, String out, String err) {
    String said() {
      return out + err;
    }
  }

  Ran run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, false, StandardCharsets.UTF_8);
    Environment environment =
        new Environment(Map.of("TERM", "xterm", "NO_COLOR", "1"), home, "tester");
    Devices devices = devices();
    LazySys sys = new LazySys();
    BufferedReader input = new BufferedReader(new StringReader(answers));
    Bulkhead.Surroundings surroundings =
        new Bulkhead.Surroundings(
            globals ->
                Terminal.on(
                    outStream,
                    errStream,
                    new Terminal.Wishes(globals.colour(), globals.ascii(), environment::get),
                    devices),
            globals -> Wiring.tools(globals, environment, sys),
            devices,
            terminal -> new Prompt(input, terminal.err(), Prompt.PATIENCE),
            environment);
    List<String> args = new ArrayList<>(always);
    args.addAll(List.of(words));
    int exit = new Runner(surroundings).run(args.toArray(new String[0]));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Devices devices() {
    boolean terminal = person;
    int wide = columns;
    return new Devices() {
      @Override
      public boolean terminal(int descriptor) {
        return terminal;
      }

      @Override
      public int columns(int descriptor) {
        return wide;
      }
    };
  }
}
