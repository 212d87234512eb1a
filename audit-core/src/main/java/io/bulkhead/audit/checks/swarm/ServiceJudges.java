package io.bulkhead.audit.checks.swarm;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.AdminPorts;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container.Published;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Swarm;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What services ask of the swarm and no container of theirs shows. */
final class ServiceJudges {
  private ServiceJudges() {}

  static Verdict restarts(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    return each(seen, (service, says) -> restart(service, says, policy));
  }

  private static Ground restart(Swarm.Service service, String origin, Policy policy) {
    Swarm.Restart restart = service.restart();
    int most = policy.get(ContainerValues.MAX_RESTARTS);
    Evidence says =
        evidence(origin, "RestartPolicy " + restart.condition() + " " + restart.attempts());
    if (restart.condition().equals("none")) {
      return Grounds.pass("", "its tasks are not started again", says);
    }
    if (restart.attempts() == 0) {
      return Grounds.fail(
          "", "its tasks are started again without end: " + restart.condition(), says);
    }
    String text = "its tasks are started again at most " + restart.attempts() + " times";
    return restart.attempts() <= most
        ? Grounds.pass("", text, says)
        : Grounds.fail("", text + ", at most " + most + " expected", says);
  }

  static Verdict ports(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    return each(seen, ServiceJudges::ports);
  }

  private static Ground ports(Swarm.Service service, String origin) {
    List<Published> ports = service.ports();
    Evidence says = evidence(origin, "Endpoint.Ports " + (ports.isEmpty() ? "none" : list(ports)));
    List<Published> stores =
        ports.stream().filter(p -> AdminPorts.ALL.contains(p.inside())).toList();
    if (!stores.isEmpty()) {
      return Grounds.fail(
          "",
          "opens a data store's or an administrator's port on every node: " + list(stores),
          says);
    }
    return ports.isEmpty()
        ? Grounds.pass("", "publishes nothing through the swarm", says)
        : Grounds.manual(
            "", "whether every node has to open " + list(ports) + " is for a person", says);
  }

  private static String list(List<Published> ports) {
    return ports.stream().limit(8).map(Published::text).collect(Collectors.joining(", "));
  }

  private static Verdict each(
      Reading.Present<Swarm> seen, BiFunction<Swarm.Service, String, Ground> judge) {
    return seen.value()
        .services()
        .fold(
            services ->
                Verdict.over(
                    services.value().stream()
                        .map(
                            s ->
                                judge
                                    .apply(s, services.origin().source() + " " + s.name())
                                    .about("service " + s.name()))
                        .toList(),
                    "the swarm runs no service"),
            none -> Verdict.notApplicable("the swarm runs no service"),
            Verdict::undetermined);
  }

  private static Evidence evidence(String origin, String said) {
    return Evidence.of(Origin.claimed(origin), said);
  }
}
