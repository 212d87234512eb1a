package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Pending;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.checks.facts.Trusted;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the daemon uses is what it would use after a restart. */
final class ConfigDrift implements Check {
  private static final CheckMeta META =
      check("DMN-013", "Configured values are the ones in effect", Severity.HIGH)
          .passesWhen(
              "no setting of daemon.json and the unit differs from what the running daemon"
                  + " uses")
          .because(
              "A setting that was written and never taken over protects nobody, and a restart for"
                  + " another reason brings changes that nobody expects then.")
          .advise(
              "Run `systemctl reload docker` where the value is taken over by a reload, else"
                  + " `systemctl restart docker`; or put the file back.")
          .mayBreak("A restart stops containers unless live-restore is on.")
          .see("docs.docker.com: dockerd, configuration reload behavior");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    if (Presence.notRunning(host)) {
      return Verdict.notApplicable("no daemon runs that could differ from its configuration");
    }
    List<Ground> grounds = new ArrayList<>();
    program(host).ifPresent(grounds::add);
    Map<String, Daemon.Setting> settings = new TreeMap<>(host.daemon().settings());
    List<String> unseen = new ArrayList<>();
    settings.forEach((key, setting) -> compare(setting, grounds, unseen));
    if (!unseen.isEmpty() || settings.isEmpty()) {
      grounds.add(unseen(unseen, host.daemon()));
    }
    if (grounds.isEmpty()) {
      grounds.add(
          Grounds.pass(
              "",
              "all " + settings.size() + " settings are in effect as configured",
              Evidence.of(host.daemon().configFile().origin(), "running and next start agree")));
    }
    return Verdict.over(grounds, "");
  }

  private static void compare(Daemon.Setting setting, List<Ground> grounds, List<String> unseen) {
    Reading<ConfigValue> running = Trusted.reading(setting.running());
    Reading<ConfigValue> next = Trusted.reading(setting.nextStart());
    if (running.seen().isEmpty() || next.seen().isEmpty()) {
      if (!(running instanceof Reading.Absent<?> && next instanceof Reading.Absent<?>)) {
        unseen.add(setting.key());
      }
      return;
    }
    ConfigValue now = running.seen().get();
    ConfigValue then = next.seen().get();
    if (Pending.differ(setting.key(), now, then)) {
      grounds.add(
          Grounds.fail(
              setting.key(),
              "is "
                  + now
                  + ", but configured is "
                  + then
                  + ": "
                  + (setting.reloadable() ? "not reloaded since" : "not restarted since"),
              Evidence.of(running.origin(), now),
              Evidence.of(next.origin(), then)));
    }
  }

  /** An upgrade replaces the program's file; the kernel keeps running the old one. */
  private static Optional<Ground> program(HostSnapshot host) {
    Reading<Daemon.Running> process = host.daemon().process();
    return process
        .seen()
        .filter(running -> running.exe().endsWith("(deleted)"))
        .map(
            running ->
                Grounds.fail(
                    "dockerd",
                    "its program was replaced on disk, the old one still runs",
                    Evidence.of(process.origin(), running.exe())));
  }

  private static Ground unseen(List<String> keys, Daemon daemon) {
    if (keys.isEmpty()) {
      return Grounds.undetermined("", "the daemon's settings were not seen");
    }
    Reading<ConfigValue> first = Trusted.reading(daemon.setting(keys.get(0)).running());
    return Grounds.undetermined(
        "", "could not be compared: " + String.join(", ", keys), Grounds.evidence(first));
  }
}
