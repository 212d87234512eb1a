package io.bulkhead.cli.command;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.JsonReport;
import io.bulkhead.cli.report.TextReport;
import io.bulkhead.cli.terminal.Escape;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead audit}. */
@Command(name = "audit", description = "Look at the host and judge it. Changes nothing.")
public final class AuditCommand extends Verb {
  @Mixin Choice choice = new Choice();
  @Mixin Source source = new Source();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json.")
  String format = Format.TEXT;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the report to a file.")
  String out = "";

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 2 if a check of this severity or worse fails.")
  String failOn = "";

  @Option(names = "--exit-code", description = "Exit with 2 if any check fails.")
  boolean exitCode;

  @Override
  public Integer call() {
    Format.require(format);
    Severity limit = failOn.isEmpty() ? Severity.INFO : severity(failOn);
    Judge judge = tools().judge();
    List<Check> checks = judge.checks(choice.profile(), choice.checks(judge.catalogue()));
    HostSnapshot host = source.snapshot(tools());
    List<Finding> findings = judge.judge(host, checks);
    AuditResult result =
        new AuditResult(host, choice.profile(), findings, judge.fixable(host, findings));
    report(result);
    if (source.live()) {
      OpenSets.mention(top);
    }
    return verdict(result, limit);
  }

  private void report(AuditResult result) {
    if (!out.isEmpty() && !UserFile.isStream(out)) {
      UserFile.write(out, format.equals(Format.JSON) ? JsonReport.of(result) : plainText(result));
      new TextReport(out(), false).summary(result);
    } else if (format.equals(Format.JSON)) {
      out().raw(JsonReport.of(result));
    } else if (quiet()) {
      new TextReport(out(), false).summary(result);
    } else {
      new TextReport(out(), verbose()).print(result);
    }
  }

  private String plainText(AuditResult result) {
    return Format.plain(channel -> new TextReport(channel, verbose()).print(result));
  }

  private int verdict(AuditResult result, Severity limit) {
    if (failOn.isEmpty() && !exitCode) {
      return ExitCode.OK;
    }
    for (Finding finding : result.findings()) {
      if (finding.failed() && finding.check().severity().compareTo(limit) >= 0) {
        next("bulkhead plan");
        return ExitCode.FINDINGS;
      }
    }
    return ExitCode.OK;
  }

  private static Severity severity(String word) {
    for (Severity known : Severity.values()) {
      if (known.word().equals(word)) {
        return known;
      }
    }
    throw new UsageException(
        "there is no severity '" + Escape.field(word) + "'",
        "severities are critical, high, medium, low and info");
  }
}
