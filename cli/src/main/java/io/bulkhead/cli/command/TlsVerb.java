package io.bulkhead.cli.command;

import io.bulkhead.remediate.RemediationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A command below {@code bulkhead tls}; its result is the exit code. */
abstract class TlsVerb implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  TlsCommand tls;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Override
  public abstract Integer call() throws RemediationException;

  Bulkhead top() {
    return tls.top;
  }
}
