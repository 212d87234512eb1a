package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Modes;
import io.bulkhead.audit.checks.facts.Proof;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Map;
import java.util.Optional;

/** Whether AppArmor confines a container: the label of its process, not what the engine says. */
final class AppArmorLabel {
  private AppArmorLabel() {}

  static Ground judge(HostSnapshot host, Container container) {
    Reading<Kernel.AppArmor> state = host.kernel().appArmor();
    Optional<Ground> without =
        state.fold(
            seen ->
                seen.value().enabled()
                    ? Optional.empty()
                    : Optional.of(notApplicable("AppArmor is switched off in the kernel", state)),
            none -> Optional.of(notApplicable("the kernel has no AppArmor", state)),
            unseen -> Optional.empty());
    if (without.isPresent()) {
      return without.get();
    }
    if (Modes.rootless(host)) {
      return Grounds.notApplicable("", "a rootless engine cannot apply a profile");
    }
    return Proof.of(host, container)
        .fold(
            process -> label(process.value().label()),
            stopped -> planned(host, container),
            unseen -> Grounds.unseen("", unseen, claim(container)));
  }

  private static Ground notApplicable(String why, Reading<Kernel.AppArmor> state) {
    return Grounds.notApplicable("", why, Evidence.of(state.origin(), "not enabled"));
  }

  private static Ground label(Reading<String> label) {
    return label.fold(
        seen -> {
          String text = seen.value().strip();
          Evidence says = Evidence.of(seen.origin(), text);
          if (text.equals("unconfined") || text.endsWith("(unconfined)")) {
            return Grounds.fail("", "its process is unconfined", says);
          }
          if (text.endsWith("(complain)")) {
            return Grounds.fail("", "its profile only complains: " + text, says);
          }
          return text.endsWith(" (enforce)") || text.endsWith(" (kill)")
              ? Grounds.pass("", "its process runs as " + text, says)
              : Grounds.undetermined("", "its label says no mode: " + text, says);
        },
        none -> Grounds.undetermined("", "its process has no label", Grounds.evidence(none)),
        unseen -> Grounds.unseen("", unseen));
  }

  /** What a stopped container will get at its next start. */
  private static Ground planned(HostSnapshot host, Container container) {
    Container.Security security = container.security();
    Evidence says = claim(container);
    Optional<String> option = SecurityOptions.last(security.options(), "apparmor");
    String profile = option.orElse(security.appArmorProfile());
    if (profile.equals("unconfined")) {
      return Grounds.fail("", "asks to run unconfined", says);
    }
    if (security.privileged() && option.isEmpty()) {
      return Grounds.fail("", "is privileged, and so runs unconfined", says);
    }
    String name = profile.isEmpty() ? "docker-default" : profile;
    Reading<Map<String, String>> loaded =
        host.kernel().appArmor().then(seen -> seen.value().profiles());
    return loaded.fold(
        seen -> {
          String mode = seen.value().getOrDefault(name, "not loaded");
          Evidence state = Evidence.of(seen.origin(), name + " (" + mode + ")");
          if (mode.equals("complain") || mode.equals("unconfined")) {
            return Grounds.fail("", "profile " + name + " is in mode " + mode, state, says);
          }
          return (mode.equals("enforce") || mode.equals("kill")) && Modes.says(host, "apparmor")
              ? Grounds.pass("", "will run as " + name + " (" + mode + ")", state, says)
              : Grounds.undetermined("", "profile " + name + " is not loaded now", state, says);
        },
        none -> Grounds.undetermined("", "the loaded profiles were not seen", says),
        unseen -> Grounds.unseen("", unseen, says));
  }

  private static Evidence claim(Container container) {
    Container.Security security = container.security();
    return EachContainer.inspect(
        container,
        "AppArmorProfile",
        "'" + security.appArmorProfile() + "', SecurityOpt " + security.options());
  }
}
