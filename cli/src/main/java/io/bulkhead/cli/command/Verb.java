package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.remediate.RemediationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A command; its result is the exit code. */
abstract class Verb implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  Bulkhead top;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Override
  public abstract Integer call() throws RemediationException;

  Tools tools() {
    return top.tools();
  }

  Channel out() {
    return top.terminal().out();
  }

  Channel err() {
    return top.terminal().err();
  }

  boolean quiet() {
    return top.globals().quiet();
  }

  boolean verbose() {
    return top.globals().verbose();
  }

  /** The last line of every run that does not end with 0. */
  void next(String command) {
    err().line("Next:  " + command);
  }
}
