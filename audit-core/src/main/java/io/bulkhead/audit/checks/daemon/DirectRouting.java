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
import io.bulkhead.audit.checks.facts.EngineAge;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;

/** Machines in the same network cannot reach containers past the ports that are published. */
final class DirectRouting implements Check {
  private static final String FILTERS_SINCE = "28.0";
  private static final List<String> MODES =
      List.of(
          "com.docker.network.bridge.gateway_mode_ipv4",
          "com.docker.network.bridge.gateway_mode_ipv6");
  private static final CheckMeta META =
      check("DMN-036", "Containers are not reached by direct routing", Severity.MEDIUM)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "the engine drops routed packets: version 28 or later, and no network lets"
                  + " them in; before that, no running container publishes on loopback")
          .because(
              "A machine in the same network that routes to a container's address reaches ports"
                  + " that are published for this host alone.")
          .advise(
              "Upgrade to Docker Engine 28, or drop what comes from outside to the containers'"
                  + " networks in the raw table; leave \"allow-direct-routing\" false.")
          .mayBreak("Networks that are reached by routing on purpose.")
          .see("docs.docker.com: Packet filtering and firewalls");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    EngineAge age = EngineAge.of(host);
    if (!age.known()) {
      return Verdict.undetermined("the engine's version was not seen");
    }
    return age.atLeast(FILTERS_SINCE) ? filtering(host) : old(host, age);
  }

  private static Verdict filtering(HostSnapshot host) {
    List<Ground> grounds = new ArrayList<>();
    String key = "allow-direct-routing";
    if (!ValueCheck.missing(host, key)) {
      Effective allowed = Effective.lasting(host, key, v -> v.isTrue());
      grounds.add(
          allowed
              .reading()
              .fold(
                  seen ->
                      seen.value().isTrue()
                          ? Grounds.fail("", key + " is true" + allowed.when(), allowed.evidence())
                          : Grounds.pass("", "the engine drops routed packets", allowed.evidence()),
                  none -> Grounds.undetermined("", key + " was not seen"),
                  unseen -> allowed.unseen("", unseen)));
    }
    Reading<List<Engine.Network>> networks = host.engine().networks();
    if (networks instanceof Reading.Unreadable<List<Engine.Network>> unseen
        && !Presence.notRunning(host)) {
      grounds.add(Grounds.unseen("networks", unseen));
    }
    networks.seen().stream()
        .flatMap(List::stream)
        .filter(n -> MODES.stream().anyMatch(m -> "nat-unprotected".equals(n.options().get(m))))
        .forEach(
            n ->
                grounds.add(
                    Grounds.fail(
                        "network " + n.name(),
                        "its gateway mode is nat-unprotected",
                        Evidence.of(networks.origin(), n.name() + " " + n.options()))));
    if (grounds.isEmpty()) {
      grounds.add(
          Grounds.pass(
              "",
              "the engine drops routed packets",
              Evidence.of(networks.origin(), "no exception")));
    }
    return Verdict.over(grounds, "");
  }

  /** Before 28.0 what is published on 127.0.0.1 is open to the neighbours. */
  private static Verdict old(HostSnapshot host, EngineAge age) {
    if (Presence.notRunning(host)) {
      return Verdict.notApplicable("no engine runs, so nothing is published");
    }
    return host.engine()
        .containers()
        .fold(
            seen -> {
              List<Ground> grounds = new ArrayList<>();
              seen.value().seen().stream()
                  .filter(Container::running)
                  .filter(c -> c.network().published().stream().anyMatch(p -> local(p.hostIp())))
                  .forEach(
                      c ->
                          grounds.add(
                              Grounds.fail(
                                  "container " + c.name(),
                                  "publishes a port on loopback, which Docker Engine "
                                      + age.version()
                                      + " does not keep from neighbours",
                                  Evidence.of(seen.origin(), "published on 127.0.0.1"))));
              seen.value()
                  .missed()
                  .forEach(
                      m -> grounds.add(Grounds.undetermined("container " + m.name(), m.reason())));
              return grounds.isEmpty()
                  ? Verdict.pass(
                      "no running container publishes a port on loopback",
                      Evidence.of(seen.origin(), seen.value().seen().size() + " containers"))
                  : Verdict.over(grounds, "");
            },
            none -> Verdict.undetermined("the containers were not seen"),
            Verdict::undetermined);
  }

  private static boolean local(String hostIp) {
    return hostIp.startsWith("127.") || hostIp.equals("::1");
  }
}
