package io.bulkhead.audit.policy;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one site allows and expects.
 *
 * @param stated values by {@link SiteValue#name()}; what is not stated has its default
 * @param waivers failures that are accepted for a while
 * @param labelWaivers true if labels of containers may carry waivers too
 */
public record Policy(Map<String, Object> stated, List<Waiver> waivers, boolean labelWaivers) {
  /** The policy of a site without one. */
  public static final Policy DEFAULT = new Policy(Map.of(), List.of(), false);

  public Policy {
    stated = Map.copyOf(stated);
    waivers = List.copyOf(waivers);
  }

  /** The value that holds: as stated, or the default. */
  @SuppressWarnings("unchecked") // with() and the reader of policy files put in what the form says
  public <T> T get(SiteValue<T> value) {
    return (T) stated.getOrDefault(value.name(), value.standard());
  }

  /** True if the site has said something, be it an empty list. */
  public boolean states(SiteValue<?> value) {
    return stated.containsKey(value.name());
  }

  /** The same policy with one value stated. */
  public <T> Policy with(SiteValue<T> value, T states) {
    Map<String, Object> more = new HashMap<>(stated);
    more.put(value.name(), states);
    return new Policy(more, waivers, labelWaivers);
  }

  public Policy with(List<Waiver> others) {
    return new Policy(stated, others, labelWaivers);
  }

  /** True if one of the patterns fits. */
  public boolean lists(SiteValue<List<String>> value, String seen) {
    return get(value).stream().anyMatch(glob -> new Glob(glob).matches(seen));
  }

  /** True if this container may have this. */
  public boolean allows(SiteValue<List<Allowance>> value, Container container, String seen) {
    return get(value).stream().anyMatch(a -> a.covers(container) && a.lists(seen));
  }

  /** Where the value comes from, for evidence. */
  public Origin origin(SiteValue<?> value) {
    return states(value)
        ? Origin.claimed("policy " + value.name())
        : Origin.derived("default of policy " + value.name());
  }
}
