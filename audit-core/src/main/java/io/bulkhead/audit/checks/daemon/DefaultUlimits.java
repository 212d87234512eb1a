package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;
import java.util.Optional;

/** The limits that containers inherit are chosen, not left to the service manager. */
final class DefaultUlimits implements Check {
  private static final CheckMeta META =
      check("DMN-006", "Default ulimits are set on purpose", Severity.LOW)
          .passesWhen(
              "default-ulimits has nofile and no nproc, which counts over all containers"
                  + " of a user")
          .because(
              "Without them a container inherits the daemon's own limits, often unlimited open files,"
                  + " and one container can use up what all share.")
          .advise(
              "Set \"default-ulimits\": {\"nofile\": {\"Name\": \"nofile\", \"Soft\": 65536, \"Hard\":"
                  + " 1048576}} in /etc/docker/daemon.json and restart the engine.")
          .mayBreak("Databases and proxies that need more open files.")
          .see("getrlimit(2)", "docs.docker.com: dockerd, default ulimits", "CIS 2.8 (1.8.0: 2.9)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    Effective ulimits =
        Effective.lasting(host, "default-ulimits", v -> !names(v).contains("nofile"));
    return ulimits
        .reading()
        .fold(
            seen -> judge(host, names(seen.value()), ulimits),
            none -> judge(host, List.of(), ulimits),
            ulimits::undetermined);
  }

  private static Verdict judge(HostSnapshot host, List<String> names, Effective ulimits) {
    if (!names.contains("nofile")) {
      return Verdict.fail(
          "no default for open files (nofile)" + ulimits.when(), ulimits.evidence());
    }
    if (!names.contains("nproc")) {
      return Verdict.pass(
          "default ulimits" + ulimits.when() + ": " + String.join(", ", names), ulimits.evidence());
    }
    Optional<Boolean> remapped =
        host.engine()
            .info()
            .seen()
            .map(info -> info.securityOption("userns") || info.securityOption("rootless"));
    return remapped.orElse(!Effective.of(host, "userns-remap").text().isEmpty())
        ? Verdict.pass("default ulimits: " + String.join(", ", names), ulimits.evidence())
        : Verdict.fail(
            "nproc is counted per user over all containers, so one container starves the others",
            ulimits.evidence());
  }

  /** From the file an object by name, from flags also {@code nofile=1024:2048}. */
  private static List<String> names(ConfigValue value) {
    if (value instanceof ConfigValue.Table table) {
      return List.copyOf(table.entries().keySet());
    }
    return value instanceof ConfigValue.Items items
        ? items.values().stream().map(v -> v.text().split("=", 2)[0]).toList()
        : List.of();
  }
}
