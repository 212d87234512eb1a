package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.apply.Verification;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code bulkhead history verify}. */
@Command(
    name = "verify",
    description =
        "Check that journal, manifests and kept contents are what was written. Changes nothing.")
public final class VerifyCommand implements Callable<Integer> {
  private static final int LEAST = 8;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  HistoryCommand history;

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description =
          "A journal head that an earlier run printed (8 or more digits): it must be in the chain.")
  String head = "";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Override
  public Integer call() throws RemediationException {
    if (!head.isEmpty() && !head.matches("[0-9a-f]{" + LEAST + ",64}")) {
      throw new UsageException(
          "--head takes 8 to 64 lower-case hex digits", "bulkhead history verify --head 9b1c77e0");
    }
    Channel out = history.out();
    Verification found = history.tools().desk().reading().verify(head);
    for (String line : found.lines()) {
      out.line(out.style().good("✓") + " " + Escape.line(line));
    }
    for (String problem : found.problems()) {
      out.line(out.style().bad("✗") + " " + Escape.line(problem));
    }
    if (!found.problems().isEmpty()) {
      throw new RemediationException(
          Kind.REFUSED,
          "the history is not what was written",
          "keep a copy of the state directory, then bulkhead history");
    }
    out.line(out.style().bold("Verified."));
    return ExitCode.OK;
  }
}
