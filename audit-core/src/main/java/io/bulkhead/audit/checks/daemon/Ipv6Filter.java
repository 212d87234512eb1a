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
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;

/** Where networks give IPv6 addresses, the engine filters IPv6 as it does IPv4. */
final class Ipv6Filter implements Check {
  private static final CheckMeta META =
      check("DMN-035", "IPv6 traffic of containers is filtered", Severity.HIGH)
          .in(Profile.LEVEL_1)
          .passesWhen("no bridge network gives IPv6 addresses, or ip6tables is true")
          .because(
              "Without the rules every port of a container with an IPv6 address is open to whoever"
                  + " reaches the address, published or not.")
          .advise(
              "Set \"ip6tables\": true in /etc/docker/daemon.json (on 20.10 to 26 with"
                  + " \"experimental\": true) and restart the engine with its containers stopped.")
          .mayBreak("Ports that were reached over IPv6 without being published.")
          .see("docs.docker.com: Use IPv6 networking");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    Effective filter = Effective.lasting(host, "ip6tables", v -> !v.isTrue());
    if (Presence.notRunning(host)) {
      Effective ipv6 = Effective.of(host, "ipv6");
      return ipv6.reading().seen().isPresent() && !ipv6.isTrue()
          ? Verdict.pass("IPv6 is off on the default bridge at the next start", ipv6.evidence())
          : judge(filter, List.of("bridge"), ipv6.evidence());
    }
    return host.engine()
        .networks()
        .fold(
            seen -> judge(filter, seen),
            none -> Verdict.undetermined("the engine's networks were not seen"),
            unseen -> Presence.unanswered(host, unseen));
  }

  private static Verdict judge(Effective filter, Reading.Present<List<Engine.Network>> seen) {
    List<String> ipv6 =
        seen.value().stream()
            .filter(n -> n.driver().equals("bridge") && n.ipv6())
            .map(Engine.Network::name)
            .sorted()
            .toList();
    Evidence networks =
        Evidence.of(seen.origin(), seen.value().size() + " networks, IPv6: " + ipv6);
    return ipv6.isEmpty()
        ? Verdict.pass("no bridge network gives IPv6 addresses", networks)
        : judge(filter, ipv6, networks);
  }

  private static Verdict judge(Effective filter, List<String> networks, Evidence evidence) {
    String names = String.join(", ", networks);
    return filter
        .reading()
        .fold(
            seen ->
                seen.value().isTrue()
                    ? Verdict.pass("ip6tables is true" + filter.when(), evidence, filter.evidence())
                    : Verdict.fail(
                        "IPv6 is on and not filtered: " + names, evidence, filter.evidence()),
            none -> Verdict.undetermined("ip6tables was not seen", evidence),
            filter::undetermined);
  }
}
