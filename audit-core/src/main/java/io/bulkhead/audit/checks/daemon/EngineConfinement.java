package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Map;
import java.util.Optional;

/**
 * The engine confines its containers by AppArmor or SELinux: it says so and the kernel shows it.
 */
final class EngineConfinement implements Check {
  private static final String PROFILE = "docker-default";
  private static final CheckMeta META =
      check("DMN-014", "Engine confines containers by AppArmor or SELinux", Severity.MEDIUM)
          .passesWhen(
              "SELinux enforces and the engine uses it, or AppArmor is on, the engine uses"
                  + " it and its profile is loaded and enforced")
          .because(
              "The engine leaves containers unconfined without a warning when it finds its access"
                  + " control not usable at its start.")
          .advise(
              "AppArmor: `apt-get install apparmor`, then `systemctl restart docker`; SELinux: set"
                  + " \"selinux-enabled\": true in /etc/docker/daemon.json and restart the engine.")
          .mayBreak("With SELinux, bind mounts without :z or :Z are denied.")
          .see(
              "docs.docker.com: AppArmor security profiles for Docker",
              "apparmor(7)",
              "selinux(8)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return host.engine()
        .info()
        .fold(
            seen -> judge(host.kernel(), seen),
            none -> Verdict.notApplicable("no engine answers"),
            unseen ->
                Presence.notRunning(host)
                    ? Verdict.notApplicable("no engine runs here")
                    : Verdict.undetermined(unseen));
  }

  private static Verdict judge(Kernel kernel, Reading.Present<Engine.Info> seen) {
    Engine.Info info = seen.value();
    Evidence says =
        Evidence.of(seen.origin(), "SecurityOptions " + String.join(" ", info.securityOptions()));
    if (info.securityOption("rootless")) {
      return Verdict.notApplicable("a rootless engine cannot load a profile", says);
    }
    Optional<Verdict> selinux =
        kernel.selinux().seen().map(state -> selinux(state, kernel, info, says));
    return selinux.orElseGet(
        () ->
            kernel
                .appArmor()
                .fold(
                    state -> appArmor(state, info.securityOption("apparmor"), says),
                    none -> neither(kernel, says),
                    Verdict::undetermined));
  }

  private static Verdict selinux(
      Kernel.Selinux state, Kernel kernel, Engine.Info info, Evidence says) {
    Evidence enforce = Evidence.of(kernel.selinux().origin(), state.enforcing() ? "1" : "0");
    if (!state.enforcing()) {
      return Verdict.fail("SELinux is permissive, so containers are not confined", enforce, says);
    }
    return info.securityOption("selinux")
        ? Verdict.pass("SELinux is enforcing and the engine uses it", enforce, says)
        : Verdict.fail("SELinux is enforcing, but the engine does not use it", enforce, says);
  }

  private static Verdict neither(Kernel kernel, Evidence says) {
    return kernel
        .selinux()
        .fold(
            seen -> Verdict.undetermined("SELinux was not judged", says),
            none ->
                Verdict.notApplicable(
                    "the kernel has neither AppArmor nor SELinux",
                    Evidence.of(none.origin(), "absent"),
                    says),
            Verdict::undetermined);
  }

  private static Verdict appArmor(
      Reading.Present<Kernel.AppArmor> seen, boolean listed, Evidence says) {
    Kernel.AppArmor state = seen.value();
    Evidence enabled = Evidence.of(seen.origin(), state.enabled() ? "Y" : "N");
    if (!state.enabled()) {
      return Verdict.notApplicable("AppArmor is switched off in the kernel", enabled, says);
    }
    if (!listed) {
      return Verdict.fail("AppArmor is on, but the engine does not use it", enabled, says);
    }
    if (state.parserPresent().fold(p -> !p.value(), none -> true, unseen -> false)) {
      return Verdict.fail(
          "apparmor_parser is missing, so the engine cannot load its profile",
          Evidence.of(state.parserPresent().origin(), "absent"),
          says);
    }
    return state
        .profiles()
        .fold(
            profiles -> loaded(profiles, enabled, says),
            none -> Verdict.undetermined("the loaded profiles were not seen", enabled, says),
            unseen ->
                Verdict.undetermined(
                    "the engine says that it uses AppArmor, but the loaded profiles could not be"
                        + " read: "
                        + unseen.reason(),
                    enabled,
                    says,
                    Evidence.of(unseen.origin(), unseen.reason())));
  }

  private static Verdict loaded(
      Reading.Present<Map<String, String>> profiles, Evidence enabled, Evidence says) {
    String mode = profiles.value().getOrDefault(PROFILE, "not loaded");
    Evidence profile = Evidence.of(profiles.origin(), PROFILE + " (" + mode + ")");
    return mode.equals("enforce") || mode.equals("kill")
        ? Verdict.pass(PROFILE + " is loaded and enforced", profile, enabled, says)
        : Verdict.fail(
            "profile " + PROFILE + " is " + mode + ", enforce expected", profile, enabled, says);
  }
}
