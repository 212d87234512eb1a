package io.bulkhead.audit.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every value that a policy file may state. */
public final class SiteValues {
  /** In the order in which a policy file shows them. */
  public static final List<SiteValue<?>> ALL =
      Stream.<List<SiteValue<?>>>of(
              HostValues.ALL,
              EngineValues.ALL,
              ContainerValues.ALL,
              ImageValues.ALL,
              NetworkValues.ALL,
              SwarmValues.ALL)
          .flatMap(List::stream)
          .toList();

  private SiteValues() {}

  /** The value of this section and key. */
  public static Optional<SiteValue<?>> find(String section, String key) {
    return ALL.stream().filter(v -> v.section().equals(section) && v.key().equals(key)).findFirst();
  }

  /** The sections, in order. */
  public static List<String> sections() {
    return ALL.stream().map(SiteValue::section).distinct().toList();
  }
}
