package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Age;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** No pile of containers that nobody starts any more. */
final class StoppedContainers implements PolicyCheck {
  private static final CheckMeta META =
      ContainerMeta.level1("CTR-056", "No pile of stopped containers", Severity.INFO)
          .passesWhen(
              "at most as many containers as the policy says (5) have been stopped for"
                  + " longer than it says (30 days)")
          .because("What lies around is started again by mistake, with the holes of its time.")
          .advise("Run `docker rm NAME` for those that nobody needs; volumes stay.")
          .mayBreak("Data in the container's own layer is gone.")
          .see("docker-rm(1)", "docker-container-prune(1)", "CIS 6.2");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return EachContainer.onHost(host, seen -> judge(host, seen, policy));
  }

  private static Verdict judge(
      HostSnapshot host, Reading.Present<Engine.Containers> all, Policy policy) {
    int days = policy.get(ContainerValues.STOPPED_DAYS);
    int most = policy.get(ContainerValues.MAX_STOPPED);
    Function<String, Optional<Long>> age = Age.daysUntil(host.vantage().takenAt());
    List<Container> old =
        all.value().seen().stream()
            .filter(c -> !c.running() && !c.state().equals("restarting"))
            .filter(c -> age.apply(since(c)).orElse(0L) > days)
            .toList();
    String names = old.stream().limit(20).map(Container::name).collect(Collectors.joining(", "));
    Evidence says =
        Evidence.of(all.origin(), old.isEmpty() ? "none older than " + days + " days" : names);
    Evidence expected = Evidence.of(policy.origin(ContainerValues.MAX_STOPPED), "at most " + most);
    String text = old.size() + " stopped for more than " + days + " days";
    return old.size() > most
        ? Verdict.fail(text + ", at most " + most + " expected: " + names, says, expected)
        : Verdict.pass(text, says, expected);
  }

  private static String since(Container container) {
    String finished = container.course().finishedAt();
    return finished.startsWith("0001") || finished.isEmpty()
        ? container.course().createdAt()
        : finished;
  }
}
