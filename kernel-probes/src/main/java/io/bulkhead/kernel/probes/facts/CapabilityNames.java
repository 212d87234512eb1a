package io.bulkhead.kernel.probes.facts;

import io.bulkhead.audit.snapshot.CapabilityBits;
import java.util.ArrayList;
import java.util.List;

/** Names of capabilities by their number (linux/capability.h), without CAP_. */
public final class CapabilityNames {
  public static final List<String> ALL = CapabilityBits.NAMES;

  private CapabilityNames() {}

  public static boolean has(long mask, String name) {
    return (mask >>> ALL.indexOf(name) & 1) == 1;
  }

  /** Names of the bits that are set; numbers beyond the known ones as {@code cap-N}. */
  public static List<String> of(long mask) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < 64; bit++) {
      if ((mask >>> bit & 1) == 1) {
        names.add(bit < ALL.size() ? ALL.get(bit) : "cap-" + bit);
      }
    }
    return names;
  }
}
