package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Set;

/** What containers write cannot fill the disk: the driver bounds it or a size is set. */
final class LogLimits implements Check {
  /** Drivers that rotate by themselves or keep nothing on this disk. */
  private static final Set<String> BOUNDED =
      Set.of(
          "local",
          "journald",
          "none",
          "syslog",
          "gelf",
          "fluentd",
          "awslogs",
          "splunk",
          "gcplogs",
          "etwlogs",
          "logentries");

  private static final CheckMeta META =
      check("DMN-005", "Logs of new containers are bounded on disk", Severity.MEDIUM)
          .because(
              "A container that writes without end fills the disk, and with it stops the engine and"
                  + " every other container.")
          .advise(
              "Set \"log-opts\": {\"max-size\": \"10m\", \"max-file\": \"3\"} (strings, not numbers)"
                  + " in /etc/docker/daemon.json, restart the engine, and recreate containers.")
          .mayBreak("Old log lines are dropped.")
          .see(
              "docs.docker.com: JSON File logging driver",
              "docs.docker.com: Configure logging drivers");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    Effective setting = Effective.of(host, "log-driver");
    Reading<String> driver =
        host.engine()
            .info()
            .seen()
            .map(Engine.Info::loggingDriver)
            .filter(r -> r.seen().isPresent())
            .orElseGet(() -> setting.reading().map(ConfigValue::text));
    return driver.fold(
        seen -> judge(host, seen),
        none -> Verdict.undetermined("which log driver is used was not seen", setting.evidence()),
        Verdict::undetermined);
  }

  private static Verdict judge(HostSnapshot host, Reading.Present<String> driver) {
    Evidence name = Evidence.of(driver.origin(), driver.value());
    if (BOUNDED.contains(driver.value())) {
      return Verdict.pass("log driver " + driver.value() + " fills no disk", name);
    }
    if (!driver.value().equals("json-file")) {
      return Verdict.undetermined(
          "whether log driver '" + driver.value() + "' bounds what it keeps is not known", name);
    }
    Effective options = Effective.lasting(host, "log-opts", v -> !bounds(v.get("max-size")));
    return options
        .reading()
        .fold(
            seen -> judge(seen.value().get("max-size"), options, name),
            none -> fail(options, name),
            unseen ->
                Verdict.undetermined(
                    "json-file is used, but its options were not seen: " + unseen.reason(),
                    name,
                    options.evidence()));
  }

  private static Verdict judge(ConfigValue maxSize, Effective options, Evidence name) {
    return bounds(maxSize)
        ? Verdict.pass(
            "json-file with max-size " + maxSize.text() + options.when(), name, options.evidence())
        : fail(options, name);
  }

  private static boolean bounds(ConfigValue maxSize) {
    String size = maxSize instanceof ConfigValue.Null ? "" : maxSize.text();
    return !size.isEmpty() && !size.startsWith("-") && !size.matches("0+[a-zA-Z]*");
  }

  private static Verdict fail(Effective options, Evidence name) {
    return Verdict.fail(
        "json-file without max-size" + options.when() + ": logs grow without end",
        name,
        options.evidence());
  }
}
