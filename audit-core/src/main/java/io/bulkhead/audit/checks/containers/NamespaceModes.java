package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a container's namespace modes say, followed through {@code container:NAME}. */
final class NamespaceModes {
  static final String JOIN = "container:";

  private NamespaceModes() {}

  /**
   * The mode at the end of the chain.
   *
   * @param text the container's own mode, with the container that it leads to
   * @param unknown true if the chain leads to a container that was not seen
   */
  record Answer(String text, boolean sharesHost, boolean unknown) {}

  static Answer of(HostSnapshot host, Container container, NamespaceKind kind) {
    String own = kind.modeOf(container);
    String mode = own;
    String text = own;
    Set<String> visited = new HashSet<>();
    while (mode.startsWith(JOIN)) {
      Optional<Container> next = find(host, mode.substring(JOIN.length()));
      if (next.isEmpty() || !visited.add(next.get().id())) {
        return new Answer(text, false, true);
      }
      mode = kind.modeOf(next.get());
      text = own + ", and " + next.get().name() + " has " + mode;
    }
    return new Answer(text, mode.equals("host"), false);
  }

  /** By id, by name or by the beginning of the id, as the engine finds it. */
  static Optional<Container> find(HostSnapshot host, String reference) {
    List<Container> all = host.engine().containers().seen().map(c -> c.seen()).orElse(List.of());
    return all.stream()
        .filter(c -> c.id().equals(reference) || c.name().equals(reference))
        .findFirst()
        .or(
            () ->
                all.stream()
                    .filter(c -> !reference.isEmpty() && c.id().startsWith(reference))
                    .findFirst());
  }

  static String summary(Container container) {
    StringBuilder all = new StringBuilder();
    for (NamespaceKind kind : NamespaceKind.values()) {
      String mode = kind.modeOf(container);
      all.append(all.isEmpty() ? "" : ", ")
          .append(kind.word())
          .append(' ')
          .append(mode.isEmpty() ? "own" : mode);
    }
    return all.toString();
  }
}
