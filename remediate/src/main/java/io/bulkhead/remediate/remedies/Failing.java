package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import java.util.ArrayList;
import java.util.List;

/** The objects that a failed verdict is about. */
final class Failing {
  private static final String CONTAINER = "container ";
  private static final String IMAGE = "image ";

  private Failing() {}

  /** In the verdict's order; a name is what stands before the state in parentheses. */
  static List<Container> containers(HostSnapshot host, Verdict failed) {
    List<Container> known =
        host.engine().containers().seen().map(Engine.Containers::seen).orElse(List.of());
    List<Container> all = new ArrayList<>();
    for (Ground ground : failed.with(Outcome.FAIL)) {
      known.stream()
          .filter(c -> names(ground.subject(), CONTAINER + c.name()))
          .filter(c -> !all.contains(c))
          .forEach(all::add);
    }
    return all;
  }

  static List<Image> images(HostSnapshot host, Verdict failed) {
    List<Image> known = host.engine().images().seen().map(Engine.Images::seen).orElse(List.of());
    List<Image> all = new ArrayList<>();
    for (Ground ground : failed.with(Outcome.FAIL)) {
      known.stream()
          .filter(i -> names(ground.subject(), IMAGE + i.name()))
          .filter(i -> !all.contains(i))
          .forEach(all::add);
    }
    return all;
  }

  private static boolean names(String subject, String object) {
    return subject.equals(object) || subject.startsWith(object + " (");
  }
}
