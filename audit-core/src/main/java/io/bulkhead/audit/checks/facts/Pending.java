package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Set;

/** Settings that were edited and are not in effect: what runs differs from the next start. */
public final class Pending {
  /** Left empty, the engine chooses; what it chose is no difference. */
  private static final Set<String> CHOSEN_BY_ENGINE = Set.of("storage-driver");

  /** Lists whose order means nothing, and which the engine shows in its own. */
  private static final Set<String> UNORDERED = Set.of("insecure-registries", "labels", "hosts");

  private Pending() {}

  /** True if both values are seen, neither is only assumed, and they differ. */
  public static boolean is(Daemon.Setting setting) {
    Reading<ConfigValue> running = Trusted.reading(setting.running());
    Reading<ConfigValue> next = Trusted.reading(setting.nextStart());
    return running.seen().isPresent()
        && next.seen().isPresent()
        && differ(setting.key(), running.seen().get(), next.seen().get());
  }

  /** True if the two values of a key do not mean the same. */
  public static boolean differ(String key, ConfigValue now, ConfigValue then) {
    boolean chosen = CHOSEN_BY_ENGINE.contains(key) && then.text().isEmpty();
    boolean reordered =
        UNORDERED.contains(key) && Set.copyOf(now.texts()).equals(Set.copyOf(then.texts()));
    return !now.equals(then) && !chosen && !reordered;
  }
}
