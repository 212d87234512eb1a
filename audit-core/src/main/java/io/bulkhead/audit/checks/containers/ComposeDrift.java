package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Age;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a container can still be what its compose file says. Its label holds a digest of its
 * description, which only docker compose can compute again; what is judged here is what proves the
 * opposite. The rest is for a person, with the command that compares.
 */
final class ComposeDrift {
  private static final String PREFIX = "com.docker.compose.";

  private ComposeDrift() {}

  static Ground judge(HostSnapshot host, Container container) {
    List<String> files = container.composeFiles();
    if (files.isEmpty()) {
      return Grounds.notApplicable("", "was not made by docker compose");
    }
    if (label(container, "oneoff").equalsIgnoreCase("true")) {
      return Grounds.notApplicable("", "was made for one run of docker compose");
    }
    Evidence says = hash(container);
    Optional<Container> other = differing(host, container);
    if (other.isPresent()) {
      return Grounds.fail(
          "",
          "was made from another description than the newer " + other.get().name(),
          says,
          hash(other.get()));
    }
    return Presence.elsewhere(host)
        ? compare(container, "", List.of(says))
        : byFiles(host, container, says);
  }

  private static Ground byFiles(HostSnapshot host, Container container, Evidence says) {
    List<Evidence> evidence = new ArrayList<>(List.of(says));
    String changed = "";
    for (String path : container.composeFiles()) {
      Reading<FileStat> file = host.file(path);
      if (file instanceof Reading.Absent) {
        return Grounds.fail(
            "", "its compose file " + path + " is gone", says, Grounds.evidence(file));
      }
      if (file instanceof Reading.Present<FileStat> seen) {
        long at = seen.value().modifiedEpochMillis();
        boolean later = Age.millis(container.course().createdAt()).filter(m -> at > m).isPresent();
        evidence.add(Evidence.of(seen.origin(), later ? "changed since" : "not changed since"));
        changed = later ? path + " was changed after it was made; " : changed;
      } else {
        evidence.add(Grounds.evidence(file));
      }
    }
    return compare(container, changed, evidence);
  }

  private static Ground compare(Container container, String changed, List<Evidence> evidence) {
    return Grounds.manual(
        "",
        changed
            + "compare it with its file: docker compose -f "
            + String.join(" -f ", container.composeFiles())
            + " config --hash "
            + label(container, "service"),
        evidence.toArray(Evidence[]::new));
  }

  /** A newer container of the same service that has another description. */
  private static Optional<Container> differing(HostSnapshot host, Container container) {
    return host.engine().containers().seen().map(Engine.Containers::seen).orElse(List.of()).stream()
        .filter(other -> sameService(container.labels(), other.labels()))
        .filter(other -> !label(other, "oneoff").equalsIgnoreCase("true"))
        .filter(other -> !label(other, "config-hash").equals(label(container, "config-hash")))
        .filter(other -> made(other) > made(container))
        .findFirst();
  }

  private static boolean sameService(Map<String, String> one, Map<String, String> other) {
    return List.of("project", "service").stream()
        .map(key -> PREFIX + key)
        .allMatch(key -> one.containsKey(key) && one.get(key).equals(other.get(key)));
  }

  private static long made(Container container) {
    return Age.millis(container.course().createdAt()).orElse(0L);
  }

  private static Evidence hash(Container container) {
    String hash = label(container, "config-hash");
    return EachContainer.inspect(
        container, "Config.Labels " + PREFIX + "config-hash", hash.isEmpty() ? "none" : hash);
  }

  private static String label(Container container, String key) {
    return container.labels().getOrDefault(PREFIX + key, "");
  }
}
