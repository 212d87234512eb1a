package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects that a failed verdict is about, in the verdict's order. */
final class Failing {
  private static final String CONTAINER = "container ";

  private Failing() {}

  static List<Container> containers(HostSnapshot host, Verdict failed) {
    Map<String, Container> byName = new HashMap<>();
    host.engine().containers().seen().map(Engine.Containers::seen).orElse(List.of()).stream()
        .forEach(c -> byName.putIfAbsent(c.name(), c));
    return named(failed, CONTAINER, byName);
  }

  static List<Image> images(HostSnapshot host, Verdict failed) {
    Map<String, Image> byName = new HashMap<>();
    host.engine().images().seen().map(Engine.Images::seen).orElse(List.of()).stream()
        .forEach(i -> byName.putIfAbsent(i.name(), i));
    return named(failed, "image ", byName);
  }

  /** The verdict without what it says about these containers. */
  static Verdict without(Verdict failed, Collection<String> containers) {
    List<Ground> rest =
        failed.grounds().stream().filter(g -> !containers.contains(name(g, CONTAINER))).toList();
    return rest.isEmpty() ? failed : new Verdict(failed.outcome(), rest);
  }

  /** What stands before the state in parentheses; empty for an object of another kind. */
  private static String name(Ground ground, String kind) {
    if (!ground.subject().startsWith(kind)) {
      return "";
    }
    String name = ground.subject().substring(kind.length());
    int state = name.lastIndexOf(" (");
    return state < 0 ? name : name.substring(0, state);
  }

  private static <T> List<T> named(Verdict failed, String kind, Map<String, T> byName) {
    Map<String, T> found = new LinkedHashMap<>();
    for (Ground ground : failed.with(Outcome.FAIL)) {
      String name = name(ground, kind);
      T object = byName.get(name);
      if (object != null) {
        found.put(name, object);
      }
    }
    return new ArrayList<>(found.values());
  }
}
