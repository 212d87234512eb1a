package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What containers log is kept on another host too: the driver sends it there. */
final class RemoteLogs implements Check {
  private static final Set<String> CLOUDS = Set.of("awslogs", "gcplogs");

  /** The option that says where a driver sends logs. */
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "syslog", "syslog-address",
          "fluentd", "fluentd-address",
          "gelf", "gelf-address",
          "splunk", "splunk-url");

  private static final Pattern HERE =
      Pattern.compile("([a-z+]+://)?(127\\.|localhost|\\[::1]|0\\.0\\.0\\.0|\\[::]).*");
  private static final CheckMeta META =
      check("DMN-023", "Container logs leave the host", Severity.LOW)
          .in(Profile.LEVEL_2)
          .passesWhen("the log driver of new containers sends their logs to another host")
          .because("Whoever takes over the host removes the traces that are kept on it.")
          .advise(
              "Set \"log-driver\" and \"log-opts\" for your log server, for example syslog with"
                  + " syslog-address, restart the engine and recreate containers; or ship the files"
                  + " with an agent and waive this check.")
          .mayBreak("With a tcp:// address containers do not start while the log server is away.")
          .see("docs.docker.com: Configure logging drivers", "CIS 2.13 (1.8.0: 2.14)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    List<Ground> grounds = new ArrayList<>();
    grounds.add(engine(host));
    host.engine()
        .containers()
        .seen()
        .ifPresent(
            all ->
                all.seen().stream()
                    .filter(Container::running)
                    .forEach(c -> grounds.add(container(c))));
    return Verdict.over(grounds, "");
  }

  private static Ground engine(HostSnapshot host) {
    Effective driver = Effective.of(host, "log-driver");
    Effective options = Effective.of(host, "log-opts");
    return driver
        .reading()
        .fold(
            seen -> {
              String name = seen.value().text();
              if (!ADDRESSES.containsKey(name)) {
                return ground("new containers", name, "", driver);
              }
              return options
                  .reading()
                  .fold(
                      set -> ground("new containers", name, address(name, set.value()), options),
                      none -> ground("new containers", name, "", driver),
                      unseen -> options.unseen("new containers", unseen));
            },
            none -> Grounds.undetermined("new containers", "the log driver was not seen"),
            unseen -> driver.unseen("new containers", unseen));
  }

  private static String address(String driver, ConfigValue options) {
    ConfigValue address = options.get(ADDRESSES.getOrDefault(driver, ""));
    return address instanceof ConfigValue.Text text ? text.value() : "";
  }

  private static Ground ground(String subject, String driver, String address, Effective from) {
    return judged(subject, driver, address, from.reading());
  }

  private static Ground container(Container container) {
    return judged(
        "container " + container.name(),
        container.logDriver(),
        container.logOptions().getOrDefault(ADDRESSES.getOrDefault(container.logDriver(), ""), ""),
        Reading.absent(
            Origin.claimed("container " + container.shortId() + " HostConfig.LogConfig")));
  }

  private static Ground judged(
      String subject, String driver, String address, Reading<ConfigValue> from) {
    Evidence evidence = Evidence.of(from.origin(), driver);
    if (CLOUDS.contains(driver) || (ADDRESSES.containsKey(driver) && away(address))) {
      return Grounds.pass(subject, "log driver " + driver + " sends logs away", evidence);
    }
    boolean plainSyslog =
        driver.equals("syslog") && (address.isEmpty() || address.startsWith("unix"));
    if (!ADDRESSES.containsKey(driver) || plainSyslog) {
      return Grounds.fail(subject, "log driver " + driver + " keeps logs on this host", evidence);
    }
    String at = address.isEmpty() ? "its default address" : address;
    return Grounds.undetermined(
        subject,
        "whether the local " + driver + " at " + at + " sends logs on was not seen",
        evidence);
  }

  /** The drivers take a local collector unless they are told another. */
  private static boolean away(String address) {
    return !address.isEmpty() && !address.startsWith("unix") && !HERE.matcher(address).matches();
  }
}
