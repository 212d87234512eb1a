package io.bulkhead.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bulkhead tls}. */
@Command(
    name = "tls",
    description = "The certificates with which clients use the engine's API on TCP.",
    subcommands = {TlsStatusCommand.class, TlsIssueCommand.class, TlsRenewCommand.class},
    footer = {
      "",
      "To put a TCP listener on TLS in the first place:  bulkhead plan --only DMN-007,DMN-008"
    })
public final class TlsCommand extends Verb {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Override
  public Integer call() {
    out().raw(spec.commandLine().getUsageMessage());
    return ExitCode.OK;
  }
}
