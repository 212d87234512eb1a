package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ByteSize;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.OptionalLong;
import java.util.Set;

/** What containers write cannot fill the disk: the driver bounds it or a size is set. */
final class LogLimits implements PolicyCheck {
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

  private static final int MIB = 1 << 20;

  private static final CheckMeta META =
      check("DMN-005", "Logs of new containers are bounded on disk", Severity.MEDIUM)
          .passesWhen(
              "new containers log by a driver that keeps no endless file, or by json-file"
                  + " with max-size and no more in all than the policy says")
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
  public Verdict judge(HostSnapshot host, Policy policy) {
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
        seen -> judge(host, seen, policy),
        none -> Verdict.undetermined("which log driver is used was not seen", setting.evidence()),
        Verdict::undetermined);
  }

  private static Verdict judge(HostSnapshot host, Reading.Present<String> driver, Policy policy) {
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
            seen ->
                bounds(seen.value().get("max-size"))
                    ? judge(seen.value(), options, name, policy)
                    : fail(options, name),
            none -> fail(options, name),
            unseen ->
                Verdict.undetermined(
                    "json-file is used, but its options were not seen: " + unseen.reason(),
                    name,
                    options.evidence()));
  }

  /** A size is set: all files of a container together must stay within what the site allows. */
  private static Verdict judge(ConfigValue set, Effective options, Evidence name, Policy policy) {
    String size = set.get("max-size").text();
    ConfigValue maxFile = set.get("max-file");
    OptionalLong bytes = ByteSize.parse(size);
    OptionalLong files =
        maxFile instanceof ConfigValue.Null ? OptionalLong.of(1) : ByteSize.parse(maxFile.text());
    if (bytes.isEmpty() || files.isEmpty()) {
      return Verdict.undetermined(
          "max-size '" + size + "' or max-file '" + maxFile.text() + "' is not understood",
          name,
          options.evidence());
    }
    int most = policy.get(EngineValues.LOG_MAX_MIB);
    double mebibytes = (double) bytes.getAsLong() * files.getAsLong() / MIB;
    if (mebibytes > most) {
      return Verdict.fail(
          "one container may keep %.0f MiB of logs, at most %d expected".formatted(mebibytes, most),
          name,
          options.evidence(),
          Evidence.of(policy.origin(EngineValues.LOG_MAX_MIB), most));
    }
    return Verdict.pass(
        "json-file with max-size " + size + options.when(), name, options.evidence());
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
