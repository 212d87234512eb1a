package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One ground for every container, stopped ones too, and one for each that could not be seen. */
public final class EachContainer {
  private EachContainer() {}

  /** Puts a question to every container; the subject of the answer is filled in here. */
  public static Verdict judge(HostSnapshot host, ContainerJudge.Plain judge) {
    return onHost(
        host,
        seen ->
            Verdict.over(
                grounds(host, judge, seen.value(), seen.origin()), "there is no container"));
  }

  /** Puts a question to all of them together, where an engine answers. */
  static Verdict onHost(
      HostSnapshot host, Function<Reading.Present<Engine.Containers>, Verdict> judge) {
    return host.engine()
        .containers()
        .fold(
            judge,
            none -> Verdict.notApplicable("no engine answers"),
            unseen -> Presence.unlisted(host, unseen, "name its containers"));
  }

  private static List<Ground> grounds(
      HostSnapshot host, ContainerJudge.Plain judge, Engine.Containers all, Origin origin) {
    List<Ground> grounds = new ArrayList<>();
    for (Container container : all.seen()) {
      grounds.add(judge.judge(host, container).about(subject(container)));
    }
    for (Engine.Missed missed : all.missed()) {
      grounds.add(
          Grounds.undetermined(
              "container " + missed.name(),
              "could not be inspected: " + missed.reason(),
              Evidence.of(origin, missed.reason())));
    }
    return grounds;
  }

  /** Name and, unless it simply runs, state. */
  public static String subject(Container container) {
    return "container "
        + container.name()
        + (container.state().equals("running") ? "" : " (" + container.state() + ")");
  }

  /** Evidence from the container's description. */
  public static Evidence inspect(Container container, String field, Object said) {
    return Evidence.of(
        Origin.claimed("GET /containers/" + container.shortId() + "/json " + field), said);
  }
}
