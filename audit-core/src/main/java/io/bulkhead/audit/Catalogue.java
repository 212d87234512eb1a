package io.bulkhead.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All checks that exist, sorted by id. */
public final class Catalogue {
  private final Map<CheckId, Check> byId;

  private Catalogue(Map<CheckId, Check> byId) {
    this.byId = byId;
  }

  /**
   * Joins the lists of the sections.
   *
   * @throws IllegalArgumentException if two checks share an id
   */
  @SafeVarargs
  public static Catalogue of(Collection<? extends Check>... sections) {
    Map<CheckId, Check> all = new TreeMap<>();
    for (Collection<? extends Check> section : sections) {
      for (Check check : section) {
        if (all.put(check.meta().id(), check) != null) {
          throw new IllegalArgumentException("two checks are called " + check.meta().id());
        }
      }
    }
    return new Catalogue(all);
  }

  public List<Check> checks() {
    return List.copyOf(byId.values());
  }

  public Optional<Check> find(CheckId id) {
    return Optional.ofNullable(byId.get(id));
  }
}
