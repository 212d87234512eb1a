package io.bulkhead.cli.command;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.cli.report.ProbeReport;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.catalogue.AllProbes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead probe}. */
@Command(
    name = "probe",
    description =
        "Say what kernel and host really do: value, evidence, judgement. Changes nothing.")
public final class ProbeCommand extends Verb {
  @Mixin Source source = new Source();

  @Parameters(
      paramLabel = "GROUP|ID",
      arity = "0..*",
      description = "Probes or groups of them, for example sock or yama.ptrace_scope; all if none.")
  List<String> names = new ArrayList<>();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json.")
  String format = Format.TEXT;

  @Override
  public Integer call() {
    Format.require(format);
    List<Probe> chosen = chosen();
    HostSnapshot host = source.snapshot(tools());
    if (host.probes().isEmpty()) {
      throw new FailedException(
          ExitCode.ERROR,
          "there is nothing to probe: only files under '"
              + host.vantage().root()
              + "' are looked at",
          "bulkhead probe    (without --root, on the host itself)");
    }
    List<ProbeResult> results = chosen.stream().map(probe -> host.probe(probe.id())).toList();
    if (format.equals(Format.JSON)) {
      out().raw(ProbeReport.json(chosen, results));
    } else {
      new ProbeReport(out()).print(chosen, results, !names.isEmpty() || verbose());
    }
    return ExitCode.OK;
  }

  private List<Probe> chosen() {
    if (names.isEmpty()) {
      return AllProbes.LIST;
    }
    Set<Probe> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<Probe> found =
          AllProbes.LIST.stream()
              .filter(probe -> probe.id().equals(name) || probe.group().equals(name))
              .toList();
      if (found.isEmpty()) {
        throw new UsageException(
            "there is no probe and no group of probes '" + name + "'",
            "groups are " + String.join(", ", groups()));
      }
      chosen.addAll(found);
    }
    return List.copyOf(chosen);
  }

  private static Set<String> groups() {
    Set<String> groups = new LinkedHashSet<>();
    AllProbes.LIST.forEach(probe -> groups.add(probe.group()));
    return groups;
  }
}
