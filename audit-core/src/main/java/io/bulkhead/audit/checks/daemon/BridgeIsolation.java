package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.checks.facts.Trusted;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Optional;

/** Containers on the default bridge cannot talk to each other: asked from the engine's network. */
final class BridgeIsolation implements Check {
  private static final String OPTION = "com.docker.network.bridge.enable_icc";
  private static final String SYSCTL = "net.bridge.bridge-nf-call-iptables";
  private static final CheckMeta META =
      check(
              "DMN-001",
              "Containers on the default bridge cannot talk to each other",
              Severity.MEDIUM)
          .passesWhen(
              "the default bridge has enable_icc false and bridged packets pass the packet"
                  + " filter, and icc is false at the next start")
          .because(
              "A broken container can reach every port of every other container on the default"
                  + " bridge, published or not.")
          .advise(
              "Set \"icc\": false in /etc/docker/daemon.json and restart the engine with its"
                  + " containers stopped: with live-restore and running containers the setting is"
                  + " taken over later.")
          .mayBreak("Containers that reach each other over docker0 by address.")
          .see("docs.docker.com: Bridge network driver", "docs.docker.com: dockerd", "CIS 2.2");

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
      return nextStart(Effective.of(host, "icc"));
    }
    return host.engine()
        .networks()
        .fold(
            seen -> judge(host, seen),
            none -> Verdict.undetermined("the engine's networks were not seen"),
            unseen -> Presence.unanswered(host, unseen));
  }

  private static Verdict judge(HostSnapshot host, Reading.Present<List<Engine.Network>> seen) {
    Optional<Engine.Network> bridge =
        seen.value().stream().filter(n -> n.name().equals("bridge")).findFirst();
    if (bridge.isEmpty()) {
      return Verdict.notApplicable("the engine has no default bridge", none(seen));
    }
    String icc = bridge.get().options().getOrDefault(OPTION, "");
    Evidence says =
        Evidence.of(seen.origin(), "bridge " + OPTION + ": " + (icc.isEmpty() ? "not set" : icc));
    Evidence configured = Effective.of(host, "icc").evidence();
    if (icc.equals("true") || icc.isEmpty()) {
      return Verdict.fail(
          "the default bridge lets containers talk to each other", says, configured);
    }
    if (!icc.equals("false")) {
      return Verdict.undetermined("the default bridge has an unknown value of " + OPTION, says);
    }
    return Effective.laxNext(host, "icc", v -> v.isTrue())
        .map(BridgeIsolation::nextStart)
        .orElseGet(() -> filtered(Trusted.reading(host.kernel().sysctl(SYSCTL)), says));
  }

  /** The rule bites only where bridged packets pass the packet filter. */
  private static Verdict filtered(Reading<String> sysctl, Evidence says) {
    return sysctl.fold(
        seen -> {
          Evidence filter = Evidence.of(seen.origin(), seen.value());
          return seen.value().equals("1")
              ? Verdict.pass("the default bridge keeps containers apart", says, filter)
              : Verdict.fail(
                  "icc is off, but bridged packets do not pass the packet filter", says, filter);
        },
        none ->
            Verdict.fail(
                "icc is off, but bridged packets do not pass the packet filter: br_netfilter is not"
                    + " loaded",
                says,
                Evidence.of(none.origin(), "absent")),
        unseen ->
            Verdict.undetermined(
                "icc is off, but whether bridged packets pass the packet filter was not seen: "
                    + unseen.reason(),
                says,
                Evidence.of(unseen.origin(), unseen.reason())));
  }

  private static Verdict nextStart(Effective icc) {
    return icc.reading()
        .fold(
            seen ->
                seen.value().isTrue()
                    ? Verdict.fail(
                        "icc is true at the next start: containers on the default bridge can talk to"
                            + " each other",
                        icc.evidence())
                    : Verdict.pass("icc is false at the next start", icc.evidence()),
            none -> Verdict.undetermined("which value icc has was not seen", icc.evidence()),
            icc::undetermined);
  }

  private static Evidence none(Reading.Present<List<Engine.Network>> seen) {
    return Evidence.of(seen.origin(), seen.value().size() + " networks, none named bridge");
  }
}
