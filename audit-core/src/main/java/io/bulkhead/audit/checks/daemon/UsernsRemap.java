package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;

/** Root in a container is another user on the host. */
final class UsernsRemap implements Check {
  private static final CheckMeta META =
      check("DMN-010", "Root of containers is mapped to an unprivileged user", Severity.MEDIUM)
          .in(Profile.LEVEL_2)
          .passesWhen(
              "the engine says that it maps users, and will at the next start, or that it is rootless")
          .because("Without the mapping, root that gets out of a container is root on the host.")
          .advise(
              "Set \"userns-remap\": \"default\" in /etc/docker/daemon.json, restart the engine, and"
                  + " recreate containers; images and volumes live in another directory then.")
          .mayBreak(
              "Every image, container and volume vanishes from view; privileged containers and those"
                  + " on the host's network need `--userns=host`.")
          .see(
              "docs.docker.com: Isolate containers with a user namespace",
              "user_namespaces(7)",
              "CIS 2.9 (1.8.0: 2.10)");

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
      return nextStart(Effective.of(host, "userns-remap"));
    }
    return host.engine()
        .info()
        .fold(
            seen -> judge(seen, Effective.lasting(host, "userns-remap", UsernsRemap::lax)),
            none -> Verdict.undetermined("the engine's information was not seen"),
            Verdict::undetermined);
  }

  private static Verdict judge(Reading.Present<Engine.Info> seen, Effective setting) {
    Engine.Info info = seen.value();
    Evidence options =
        Evidence.of(seen.origin(), "SecurityOptions " + String.join(" ", info.securityOptions()));
    if (info.securityOption("userns")) {
      return setting.pending()
          ? nextStart(setting)
          : Verdict.pass("the engine maps container users", options, setting.evidence());
    }
    return info.securityOption("rootless")
        ? Verdict.pass("a rootless engine maps container users", options)
        : Verdict.fail("root in a container is root on the host", options, setting.evidence());
  }

  private static boolean lax(ConfigValue value) {
    return value instanceof ConfigValue.Null || value.text().isEmpty();
  }

  private static Verdict nextStart(Effective setting) {
    return setting
        .reading()
        .fold(
            seen ->
                setting.text().isEmpty()
                    ? Verdict.fail(
                        "root in a container is root on the host at the next start",
                        setting.evidence())
                    : Verdict.pass(
                        "userns-remap is '" + setting.text() + "' at the next start",
                        setting.evidence()),
            none -> Verdict.undetermined("userns-remap was not seen", setting.evidence()),
            setting::undetermined);
  }
}
