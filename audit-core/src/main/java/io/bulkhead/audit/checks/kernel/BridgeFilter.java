package io.bulkhead.audit.checks.kernel;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.checks.facts.Trusted;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Optional;

/** Where a network keeps its containers apart, bridged packets pass the packet filter. */
final class BridgeFilter implements Check {
  private static final String SYSCTL = "net.bridge.bridge-nf-call-iptables";
  private static final String OPTION = "com.docker.network.bridge.enable_icc";
  private static final CheckMeta META =
      check(
              "KRN-002",
              "Bridged traffic passes the packet filter where isolation needs it",
              Severity.MEDIUM)
          .passesWhen("bridged traffic passes the packet filter wherever icc=false relies on it")
          .because(
              "The rules that keep containers of a network apart are there, and packets go past"
                  + " them.")
          .advise(
              "Run `modprobe br_netfilter` and `sysctl -w "
                  + SYSCTL
                  + "=1`, with lasting entries in"
                  + " /etc/modules-load.d and /etc/sysctl.d.")
          .mayBreak("Virtual machines bridged on the same host may run into its firewall rules.")
          .see("docs.docker.com: Bridge network driver");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    Optional<Verdict> nothing = Presence.noKernel(host);
    if (nothing.isPresent()) {
      return nothing.get();
    }
    Reading<String> sysctl = Trusted.reading(host.kernel().sysctl(SYSCTL));
    if (sysctl.seen().filter("1"::equals).isPresent()) {
      return Verdict.pass("bridged traffic passes the packet filter", Grounds.evidence(sysctl));
    }
    return host.engine()
        .networks()
        .fold(
            seen -> needed(seen, sysctl),
            none -> Verdict.notApplicable("no engine answers"),
            unseen ->
                Presence.notRunning(host)
                    ? Verdict.notApplicable("no engine runs here, and with it no network")
                    : Verdict.undetermined(unseen));
  }

  private static Verdict needed(
      Reading.Present<List<Engine.Network>> networks, Reading<String> sysctl) {
    List<String> apart =
        networks.value().stream()
            .filter(n -> "false".equals(n.options().get(OPTION)))
            .map(Engine.Network::name)
            .toList();
    Evidence says =
        Evidence.of(
            networks.origin(),
            apart.isEmpty() ? "icc is on everywhere" : "icc off: " + String.join(", ", apart));
    if (apart.isEmpty()) {
      return Verdict.notApplicable(
          "no network keeps its containers apart", says, Grounds.evidence(sysctl));
    }
    String names = String.join(", ", apart);
    return sysctl.fold(
        seen ->
            Verdict.fail(
                SYSCTL + " is " + seen.value() + ", so icc=false has no effect on " + names,
                Grounds.evidence(sysctl),
                says),
        none ->
            Verdict.fail(
                "br_netfilter is not loaded, so icc=false has no effect on " + names,
                Grounds.evidence(sysctl),
                says),
        Verdict::undetermined);
  }
}
