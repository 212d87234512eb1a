package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.List;
import java.util.stream.Collectors;

/** Steps for how containers run: limits that change at once, restarts, sessions, leftovers. */
final class CourseAdvice {
  private static final long MIB = 1 << 20;
  private static final long LEAST_MEMORY_MIB = 256;
  private static final long LEAST_PIDS = 256;

  static final List<Remedy> ALL =
      List.of(
          OwnHands.of(
              "CTR-016",
              (host, failed) ->
                  new Manual(
                      "the server is part of the image",
                      List.of(
                          "take the SSH server out of the image; docker exec -it NAME sh on the host instead"))),
          ContainerSteps.update("CTR-019", CourseAdvice::memory),
          ContainerSteps.update("CTR-020", (host, c) -> ContainerFix.in("--cpus 1", "cpus: \"1\"")),
          new LimitFix(
              new CheckId("CTR-023"),
              "restart",
              (host, c) -> "on-failure:5",
              c -> c.restartPolicy().equals("on-failure"),
              "After five failures in a row the container stays down.",
              ContainerSteps.update(
                  "CTR-023",
                  (host, c) ->
                      ContainerFix.in("--restart on-failure:5", "restart: \"on-failure:5\""))),
          OwnHands.always(
              "CTR-027",
              "a session belongs to whoever opened it",
              "docker top NAME shows the session; end it, and use a container of its own for such work"),
          OwnHands.always(
              "CTR-028",
              "a session belongs to whoever opened it",
              "ask who opened it; docker exec without --user root is enough for most work"),
          ContainerSteps.again(
              "CTR-030",
              (host, c) ->
                  ContainerFix.in(
                      "--health-cmd 'COMMAND' --health-interval 30s",
                      "healthcheck: {test: COMMAND, interval: 30s}")),
          ContainerSteps.again(
              "CTR-031",
              (host, c) ->
                  ContainerFix.in("the image " + c.image() + " as it is now", "nothing new")),
          new LimitFix(
              new CheckId("CTR-032"),
              "pids-limit",
              (host, c) -> String.valueOf(mostPids(host, c)),
              c -> true,
              "A program that starts more processes and threads than that cannot start another.",
              ContainerSteps.update("CTR-032", CourseAdvice::pids)),
          OwnHands.always(
              "CTR-054",
              "only docker compose can compare them",
              "docker compose config --hash SERVICE beside the label com.docker.compose.config-hash"),
          ContainerSteps.again(
              "CTR-055",
              (host, c) ->
                  ContainerFix.out(
                      "the mount of the engine's socket; put a proxy in between that allows what it needs",
                      "the volume of the engine's socket; put a proxy in between")),
          OwnHands.of("CTR-056", (host, failed) -> stopped(host)));

  private CourseAdvice() {}

  /** Twice of what it uses now, in powers of two, so that normal work goes on. */
  private static ContainerFix memory(HostSnapshot host, Container container) {
    long used = host.interior(container).then(i -> i.value().memoryUsedBytes()).seen().orElse(0L);
    long mib = LEAST_MEMORY_MIB;
    while (mib * MIB < used * 2) {
      mib *= 2;
    }
    String size = mib + "m";
    return ContainerFix.in("--memory " + size + " --memory-swap " + size, "mem_limit: " + size);
  }

  private static ContainerFix pids(HostSnapshot host, Container container) {
    long most = mostPids(host, container);
    return ContainerFix.in("--pids-limit " + most, "pids_limit: " + most);
  }

  /** Four times of what runs now; threads count, so never less than a few hundred. */
  private static long mostPids(HostSnapshot host, Container container) {
    int now =
        host.interior(container).then(i -> i.value().members()).seen().map(List::size).orElse(0);
    return Math.max(LEAST_PIDS, now * 4L);
  }

  private static Manual stopped(HostSnapshot host) {
    String names =
        host.engine().containers().seen().map(c -> c.seen()).orElse(List.of()).stream()
            .filter(c -> !c.running() && !c.state().equals("restarting"))
            .map(Container::name)
            .limit(20)
            .collect(Collectors.joining(" "));
    return new Manual(
        "what lies in a container's own layer is lost with it",
        List.of(
            "docker rm " + (names.isEmpty() ? "NAME" : names) + " for those that nobody needs"));
  }
}
