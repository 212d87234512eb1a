package io.bulkhead.audit.policy;

import io.bulkhead.audit.snapshot.Container;
import java.util.List;

/**
 * Something that only some containers may have.
 *
 * @param image glob over the image reference a container was created from
 * @param container glob over the container's name
 * @param label {@code key} or {@code key=value} that it must carry, the value a glob; empty for any
 *     container
 * @param values globs over what is allowed: capabilities, paths, devices, ports
 */
public record Allowance(String image, String container, String label, List<String> values) {
  public Allowance {
    values = List.copyOf(values);
  }

  /** For every container. */
  public static Allowance forAll(String... values) {
    return new Allowance("*", "*", "", List.of(values));
  }

  /** True if this container is meant. */
  public boolean covers(Container seen) {
    return new Glob(image).matches(seen.image())
        && new Glob(container).matches(seen.name())
        && (label.isEmpty() || labelled(seen));
  }

  /** True if one of the values fits. */
  public boolean lists(String value) {
    return values.stream().anyMatch(glob -> new Glob(glob).matches(value));
  }

  private boolean labelled(Container seen) {
    int equals = label.indexOf('=');
    String key = equals < 0 ? label : label.substring(0, equals);
    String value = seen.labels().get(key);
    return value != null && (equals < 0 || new Glob(label.substring(equals + 1)).matches(value));
  }
}
