package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Pager;
import io.bulkhead.cli.terminal.Prompt;
import io.bulkhead.cli.terminal.Terminal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program itself: global options, and what its commands share. */
@Command(
    name = "bulkhead",
    description = "Audits a Docker host, previews a plan of fixes, applies it and rolls it back.",
    footer = {
      "",
      "Start with:  bulkhead audit    bulkhead plan    bulkhead demo",
      "Exit codes:  docs/exit-codes.md"
    })
public final class Bulkhead implements Runnable {
  @Mixin Globals globals = new Globals();

  @Option(
      names = {"-V", "--version"},
      description = "Show the version.")
  boolean version;

  /** Without a command the help is shown in any case. */
  @Option(
      names = {"-h", "--help"},
      description = "Show this help; after a command, the help of that command.")
  boolean help;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  private final Surroundings surroundings;
  private @Nullable Terminal terminal;
  private @Nullable Pager pager;
  private @Nullable Tools tools;

  /**
   * What the process gives to the commands.
   *
   * @param terminal streams, once the options are known
   * @param tools services, once the options are known
   * @param devices standard descriptors
   * @param prompt questions on a terminal
   */
  public record Surroundings(
      Function<Globals, Terminal> terminal,
      Function<Globals, Tools> tools,
      io.bulkhead.cli.terminal.Devices devices,
      Function<Terminal, Prompt> prompt,
      Environment environment) {}

  public Bulkhead(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public Globals globals() {
    return globals;
  }

  public Terminal terminal() {
    if (terminal == null) {
      terminal = surroundings.terminal().apply(globals);
    }
    return terminal;
  }

  /** Puts a pager between the data and the terminal, where there are both. */
  void page() {
    terminal()
        .paged()
        .ifPresent(
            paged -> {
              terminal = paged.terminal();
              pager = paged.pager();
            });
  }

  /** Waits until everything shown has been read. */
  void finish() {
    terminal().flush();
    if (pager != null) {
      pager.close();
    }
  }

  Tools tools() {
    if (tools == null) {
      tools = surroundings.tools().apply(globals);
    }
    return tools;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Environment environment() {
    return surroundings.environment();
  }

  /** True if a person can be asked. */
  boolean canAsk() {
    return surroundings.devices().terminal(io.bulkhead.cli.terminal.Devices.IN)
        && surroundings.devices().terminal(io.bulkhead.cli.terminal.Devices.ERR);
  }

  Prompt prompt() {
    return surroundings.prompt().apply(terminal());
  }

  @Override
  public void run() {
    if (version) {
      terminal().out().line("bulkhead " + Version.current());
    } else {
      terminal().out().raw(spec.commandLine().getUsageMessage());
    }
  }
}
