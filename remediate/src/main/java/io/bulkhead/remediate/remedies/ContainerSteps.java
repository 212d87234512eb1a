package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** How a person changes a container: where it is described, or at once where the engine can. */
final class ContainerSteps {
  private static final String AGAIN = "settings of a container are fixed when it is created";
  private static final String NOW = "docker update changes it while it runs";

  private ContainerSteps() {}

  /** Each failing container is created again. */
  static Remedy again(String id, BiFunction<HostSnapshot, Container, ContainerFix> fix) {
    return OwnHands.of(
        id,
        (host, failed) -> {
          List<String> steps = new ArrayList<>();
          for (Container container : Failing.containers(host, failed)) {
            steps.addAll(steps(container, fix.apply(host, container)));
          }
          return new Manual(AGAIN, steps.isEmpty() ? OwnHands.asJudged(failed).byHand() : steps);
        });
  }

  /** Each failing container is changed while it runs, and where it is described. */
  static Remedy update(String id, BiFunction<HostSnapshot, Container, ContainerFix> fix) {
    return OwnHands.of(
        id,
        (host, failed) -> {
          List<String> steps = new ArrayList<>();
          for (Container container : Failing.containers(host, failed)) {
            ContainerFix change = fix.apply(host, container);
            steps.add("docker update " + String.join(" ", change.in()) + " " + container.name());
            if (composed(container)) {
              steps.add("    " + place(container) + ": " + change.compose());
            }
          }
          return new Manual(NOW, steps.isEmpty() ? OwnHands.asJudged(failed).byHand() : steps);
        });
  }

  private static List<String> steps(Container container, ContainerFix fix) {
    if (composed(container)) {
      return List.of(
          container.name() + ": " + place(container) + ": " + fix.compose(),
          "    then " + then(container));
    }
    return List.of(
        container.name() + ": create it again " + fix.run(), "    " + elsewhere(container));
  }

  /** The service and file that make the container again, if compose made it. */
  static Optional<String> keeper(Container container) {
    return composed(container) ? Optional.of(place(container)) : Optional.empty();
  }

  private static boolean composed(Container container) {
    return !files(container).isEmpty();
  }

  private static String files(Container container) {
    return container.labels().getOrDefault("com.docker.compose.project.config_files", "");
  }

  private static String service(Container container) {
    return container.labels().getOrDefault("com.docker.compose.service", container.name());
  }

  private static String place(Container container) {
    return "service " + service(container) + " in " + files(container);
  }

  private static String then(Container container) {
    StringBuilder command = new StringBuilder("docker compose");
    for (String file : files(container).split(",")) {
      command.append(" -f ").append(file);
    }
    return command + " up -d " + service(container);
  }

  /** What is changed elsewhere is undone by whoever made the container. */
  private static String elsewhere(Container container) {
    Map<String, String> labels = container.labels();
    String stack = labels.getOrDefault("com.docker.stack.namespace", "");
    if (!stack.isEmpty()) {
      return "stack " + stack + ": change its file, then docker stack deploy";
    }
    if (labels.containsKey("io.kubernetes.pod.uid")) {
      return "made by Kubernetes: change the pod's specification";
    }
    return "docker inspect " + container.name() + " shows how it was made; volumes stay";
  }
}
