package io.bulkhead.cli.command;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.report.ConfigJson;
import io.bulkhead.cli.report.ConfigLine;
import io.bulkhead.cli.report.ConfigScreen;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.daemon.options.Options;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead config}. */
@Command(
    name = "config",
    description =
        "Show the engine's settings: what runs, what the next start would use, where each comes"
            + " from, and what is wrong with them. Changes nothing.")
public final class ConfigCommand extends Verb {
  @Mixin Source source = new Source();

  @Option(names = "--all", description = "Show the keys that have their default too.")
  boolean all;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json.")
  String format = Format.TEXT;

  @Option(
      names = "--exit-code",
      description = "Exit with 2 if a value is not in effect yet or the next start would fail.")
  boolean exitCode;

  @Parameters(
      arity = "0..*",
      paramLabel = "KEY",
      description = "Only these keys of daemon.json, for example icc.")
  List<String> keys = new ArrayList<>();

  @Override
  public Integer call() {
    Format.require(format);
    HostSnapshot host = source.snapshot(tools());
    List<ConfigLine> lines = ConfigLine.all(host.daemon());
    List<ConfigLine> shown = keys.isEmpty() ? lines : named(lines);
    if (format.equals(Format.JSON)) {
      out().raw(ConfigJson.of(host, shown));
    } else {
      boolean rest = keys.isEmpty() && !all;
      List<ConfigLine> set =
          rest ? shown.stream().filter(l -> l.given() || l.pending()).toList() : shown;
      new ConfigScreen(out()).print(host, set, rest);
    }
    boolean wrong =
        lines.stream().anyMatch(ConfigLine::pending)
            || host.daemon().problems().stream().anyMatch(p -> p.severity().equals("stops"));
    return exitCode && wrong ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private List<ConfigLine> named(List<ConfigLine> lines) {
    List<ConfigLine> named = new ArrayList<>();
    for (String key : keys) {
      ConfigLine line =
          lines.stream()
              .filter(l -> l.setting().key().equals(key))
              .findFirst()
              .orElseThrow(() -> unknown(key));
      named.add(line);
    }
    return named;
  }

  private static UsageException unknown(String key) {
    boolean otherVersion = Options.key(key).isPresent();
    String hint =
        Options.nearest(key, Options.NEWEST)
            .filter(near -> !near.equals(key))
            .map(near -> "bulkhead config " + near)
            .orElse("bulkhead config --all");
    return new UsageException(
        otherVersion
            ? "this engine's version has no key '" + key + "'"
            : "there is no key '" + Escape.field(key) + "'",
        hint);
  }
}
