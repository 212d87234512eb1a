package io.bulkhead.cli.command;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.waiver.Waived;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.Baseline;
import io.bulkhead.cli.report.Comparison;
import io.bulkhead.cli.report.Numbers;
import io.bulkhead.cli.report.TextReport;
import io.bulkhead.cli.terminal.Escape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead audit}. */
@Command(name = "audit", description = "Look at the host and judge it. Changes nothing.")
public final class AuditCommand extends Verb {
  private static final int BASELINE_LIMIT = 256 << 20;

  @Mixin Choice choice = new Choice();
  @Mixin Source source = new Source();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  List<Output> outputs = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 2 if a check of this severity or worse fails.")
  String failOn = "";

  @Option(names = "--exit-code", description = "Exit with 2 if any check fails.")
  boolean exitCode;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "An older JSON report: list what is new and fixed; only what is new fails.")
  String baseline = "";

  @Override
  public Integer call() {
    Output.requireOnePlace(outputs);
    Severity limit = failOn.isEmpty() ? Severity.INFO : severity(failOn);
    Optional<Baseline> then = then();
    Numbers numbers = choice.numbers();
    Judge judge = tools().judge();
    List<Check> checks = judge.checks(choice.profile(), choice.checks(judge.catalogue()));
    HostSnapshot host = source.snapshot(tools());
    Waived waived = judge.audit(host, checks);
    AuditResult result =
        new AuditResult(
            host,
            choice.profile(),
            waived,
            judge.fixable(host, waived.findings()),
            numbers,
            then.map(b -> Comparison.of(b, waived.findings(), host.vantage().hostId())));
    report(result);
    if (source.live()) {
      OpenSets.mention(top);
    }
    return verdict(result, limit);
  }

  private Optional<Baseline> then() {
    if (baseline.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = UserFile.read(baseline, BASELINE_LIMIT);
    try {
      return Optional.of(Baseline.read(baseline, bytes));
    } catch (IllegalArgumentException e) {
      throw new FailedException(
          ExitCode.ERROR,
          "cannot use baseline '" + baseline + "': it " + e.getMessage(),
          "bulkhead audit --format json --out " + Escape.field(baseline));
    }
  }

  /** Files first, then the screen: with files it shows the summary, unless it was asked for. */
  private void report(AuditResult result) {
    boolean files = false;
    for (Output output : outputs) {
      if (output.toFile()) {
        output.save(result, verbose());
        files = true;
      }
    }
    Optional<Output> screen = outputs.stream().filter(o -> !o.toFile()).findFirst();
    if (screen.isPresent() && screen.get().form().isPresent()) {
      screen.get().show(result, out());
    } else if (quiet() || (files && screen.isEmpty())) {
      new TextReport(out(), false).summary(result);
    } else {
      new TextReport(out(), verbose()).print(result);
    }
  }

  private int verdict(AuditResult result, Severity limit) {
    if (failOn.isEmpty() && !exitCode) {
      return ExitCode.OK;
    }
    for (Finding finding : result.findings()) {
      if (result.failsAnew(finding) && finding.check().severity().compareTo(limit) >= 0) {
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
