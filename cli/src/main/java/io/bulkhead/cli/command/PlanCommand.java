package io.bulkhead.cli.command;

import io.bulkhead.cli.report.PlanScreen;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.json.PlanJson;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead plan}. */
@Command(
    name = "plan",
    description = "Show what would be changed, why, and what that affects. Changes nothing.")
public final class PlanCommand extends Verb {
  @Mixin Paging paging = new Paging();

  @Mixin Choice choice = new Choice();
  @Mixin TlsOptions tls = new TlsOptions();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Save the plan for `bulkhead apply FILE`.")
  String out = "";

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json.")
  String format = Format.TEXT;

  @Option(names = "--exit-code", description = "Exit with 2 if there is something to change.")
  boolean exitCode;

  @Override
  public Integer call() throws RemediationException {
    paging.start(top);
    Format.require(format);
    PlanWork work = PlanWork.look(tools(), choice.profile(), tls.wishes());
    Plan plan = work.plan(choice.selection(tools().judge().catalogue())).plan();
    if (!out.isEmpty()) {
      String json = new String(PlanJson.write(plan), StandardCharsets.UTF_8);
      if (UserFile.isStream(out)) {
        out().raw(json);
      } else {
        UserFile.write(out, json);
      }
    }
    if (format.equals(Format.JSON)) {
      out().raw(new String(PlanJson.write(plan), StandardCharsets.UTF_8));
    } else if (quiet()) {
      out().line(plan.empty() ? "Nothing to do." : PlanScreen.counts(plan));
    } else if (!UserFile.isStream(out)) {
      new PlanScreen(out(), choice.numbers())
          .print(plan, work.host(), tools().desk().reach(plan, work.host(), false));
    }
    if (!out.isEmpty() && !UserFile.isStream(out)) {
      String name = Escape.field(out);
      err().line("Saved as " + name + ".  Next:  bulkhead apply " + name);
    }
    OpenSets.mention(top);
    if (exitCode && !plan.empty()) {
      next("bulkhead apply");
      return ExitCode.FINDINGS;
    }
    return ExitCode.OK;
  }
}
