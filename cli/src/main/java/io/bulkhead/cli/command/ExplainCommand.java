package io.bulkhead.cli.command;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Retired;
import io.bulkhead.audit.benchmark.BenchmarkMap;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.report.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bulkhead explain}. */
@Command(
    name = "explain",
    description = "Say what a check is about, what it saw here, and what can be done.")
public final class ExplainCommand extends Verb {
  @Mixin Source source = new Source();

  @Mixin Edition edition = new Edition();

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "Checks: ids such as DMN-001, or benchmark numbers such as 2.2.")
  List<String> ids = new ArrayList<>();

  @Override
  public Integer call() {
    List<Check> checks = new ArrayList<>();
    for (String word : ids) {
      for (String id : edition.ids(word)) {
        checks.add(find(id));
      }
    }
    HostSnapshot host = source.snapshot(tools());
    List<BenchmarkMap> maps = edition.maps();
    boolean first = true;
    for (Finding finding : tools().judge().judge(host, checks)) {
      if (!first) {
        out().line();
      }
      first = false;
      new Explanation(out())
          .print(finding, benchmarks(maps, finding.check()), proposals(host, finding), host);
    }
    return ExitCode.OK;
  }

  private List<io.bulkhead.remediate.Proposal> proposals(HostSnapshot host, Finding finding) {
    return finding.failed() ? tools().judge().proposals(host, finding) : List.of();
  }

  private Check find(String id) {
    try {
      Optional<Check> check =
          tools().judge().catalogue().find(new CheckId(id.toUpperCase(Locale.ROOT)));
      if (check.isPresent()) {
        return check.get();
      }
    } catch (IllegalArgumentException e) {
      // not even the form of an id: said below
    }
    throw new UsageException(
        Retired.says(id).orElse("there is no check '" + id + "'"),
        "`bulkhead checks` lists the ids");
  }

  private static List<String> benchmarks(List<BenchmarkMap> maps, CheckMeta check) {
    List<String> lines = new ArrayList<>();
    for (BenchmarkMap map : maps) {
      List<String> sections = map.sectionsOf(check.id());
      if (!sections.isEmpty()) {
        lines.add(map.benchmark() + " " + map.edition() + ": " + String.join(", ", sections));
      }
    }
    return lines;
  }
}
