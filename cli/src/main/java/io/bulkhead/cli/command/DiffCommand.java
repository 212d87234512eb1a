package io.bulkhead.cli.command;

import io.bulkhead.cli.report.DiffScreen;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead diff}. */
@Command(
    name = "diff",
    description = "Show the diffs of a plan, exactly as files will be written. Changes nothing.")
public final class DiffCommand extends Verb {
  @Mixin Paging paging = new Paging();

  private static final String PATCH = "patch";

  @Mixin Choice choice = new Choice();

  @Parameters(
      paramLabel = "N",
      arity = "0..*",
      description = "Only the files that these changes touch.")
  List<Integer> numbers = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (default), or patch for patch(1).")
  String format = Format.TEXT;

  @Override
  public Integer call() throws RemediationException {
    paging.start(top);
    if (!format.equals(PATCH) && !format.equals(Format.TEXT)) {
      throw new UsageException("there is no format '" + format + "'", "formats are text and patch");
    }
    Plan plan =
        PlanWork.look(tools(), choice.profile())
            .plan(choice.selection(tools().judge().catalogue()))
            .plan();
    boolean first = true;
    boolean any = false;
    for (Plan.Diff diff : plan.diffs()) {
      if (!numbers.isEmpty() && diff.changes().stream().noneMatch(numbers::contains)) {
        continue;
      }
      any = true;
      if (format.equals(PATCH)) {
        DiffScreen.patch(out(), diff);
        continue;
      }
      if (!first) {
        out().line();
      }
      first = false;
      DiffScreen.print(out(), diff);
    }
    if (!any && format.equals(Format.TEXT)) {
      out().line("No file's content would change.");
    }
    return ExitCode.OK;
  }
}
