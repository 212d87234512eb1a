package io.bulkhead.cli.command;

import io.bulkhead.cli.host.LazySys;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Terminal;
import io.bulkhead.remediate.RemediationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs one command line: parses it, runs the command, turns every failure into a sentence. */
public final class Runner {
  private final Bulkhead bulkhead;

  public Runner(Bulkhead.Surroundings surroundings) {
    bulkhead = new Bulkhead(surroundings);
  }

  /** The exit code. */
  public int run(String[] given) {
    String[] args = asked(given);
    StringWriter help = new StringWriter();
    try {
      int exit =
          Verbs.commandLine(bulkhead, args)
              .setOut(new PrintWriter(help, true))
              .setParameterExceptionHandler((e, a) -> usage(e))
              .setExecutionExceptionHandler((e, line, parsed) -> failed(e))
              .execute(args);
      bulkhead.terminal().out().raw(help.toString());
      return exit;
    } finally {
      bulkhead.finish();
    }
  }

  /** {@code help} and {@code help COMMAND} are other words for the option. */
  private static String[] asked(String[] given) {
    if (given.length == 0 || given.length > 2 || !given[0].equals("help")) {
      return given;
    }
    return given.length == 1 ? new String[] {"--help"} : new String[] {given[1], "--help"};
  }

  private int usage(CommandLine.ParameterException e) {
    String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      for (String suggestion : unmatched.getSuggestions()) {
        String word = suggestion.startsWith("-") ? suggestion : "bulkhead " + suggestion;
        return say(ExitCode.USAGE, String.valueOf(e.getMessage()), word + "    or " + help, e);
      }
    }
    return say(ExitCode.USAGE, String.valueOf(e.getMessage()), help, e);
  }

  private int failed(Exception e) {
    if (e instanceof UsageException usage) {
      return say(ExitCode.USAGE, String.valueOf(e.getMessage()), usage.hint(), e);
    }
    if (e instanceof FailedException failure) {
      return say(failure.exitCode(), String.valueOf(e.getMessage()), failure.next(), e);
    }
    if (e instanceof RemediationException failure) {
      return say(failure.kind().exitCode(), String.valueOf(e.getMessage()), failure.next(), e);
    }
    if (e instanceof LazySys.Unavailable) {
      return say(
          ExitCode.ERROR,
          String.valueOf(e.getMessage()),
          "`bulkhead audit` and `bulkhead snapshot` work without system calls of their own",
          e);
    }
    return say(
        ExitCode.BUG,
        "this is a bug in Bulkhead: " + e,
        "run it again with --stacktrace and report what it prints",
        e);
  }

  /** Sentences may have several lines; the last line says what to do next. */
  private int say(int exitCode, String sentence, String next, Exception e) {
    Terminal terminal = bulkhead.terminal();
    terminal.out().flush();
    Channel err = terminal.err();
    String start = err.style().bad("bulkhead:") + " ";
    for (String line : sentence.split("\n", -1)) {
      err.line(start + Escape.line(line));
      start = "  ";
    }
    if (bulkhead.globals().stacktrace()) {
      for (String line : trace(e).split("\n", -1)) {
        err.line(Escape.line(line));
      }
    }
    if (!next.isEmpty()) {
      err.line("Next:  " + Escape.line(next));
    }
    return exitCode;
  }

  private static String trace(Exception e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
