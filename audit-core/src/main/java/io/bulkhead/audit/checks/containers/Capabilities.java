package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.snapshot.CapabilityBits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Capability names by bit, capabilities(7) and linux/capability.h, the same on every machine. */
final class Capabilities {
  private static final List<String> BY_BIT = CapabilityBits.NAMES;

  /** What the engine gives every container: mask 00000000a80425fb. */
  static final Set<String> DEFAULT =
      Set.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "FSETID",
          "FOWNER",
          "MKNOD",
          "NET_RAW",
          "SETGID",
          "SETUID",
          "SETFCAP",
          "SETPCAP",
          "NET_BIND_SERVICE",
          "SYS_CHROOT",
          "KILL",
          "AUDIT_WRITE");

  private Capabilities() {}

  /** Names in a mask; bits without a name as their number. */
  static Set<String> names(long mask) {
    Set<String> names = new TreeSet<>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((mask >>> bit & 1) == 1) {
        names.add(bit < BY_BIT.size() ? BY_BIT.get(bit) : "capability " + bit);
      }
    }
    return names;
  }

  /** What a container created with these lists gets: a name in both is given. */
  static Set<String> given(Collection<String> added, Collection<String> dropped) {
    List<String> plus = added.stream().map(Capabilities::plain).toList();
    List<String> minus = dropped.stream().map(Capabilities::plain).toList();
    Set<String> names = new TreeSet<>();
    if (plus.contains("ALL")) {
      names.addAll(BY_BIT);
    } else if (!minus.contains("ALL")) {
      names.addAll(DEFAULT);
    }
    names.removeAll(minus);
    names.addAll(plus);
    names.remove("ALL");
    return names;
  }

  /** All of them, as a privileged container has. */
  static Set<String> every() {
    return new TreeSet<>(BY_BIT);
  }

  /** A list for a sentence; nearly all are not listed one by one. */
  static String say(Set<String> beyond) {
    return beyond.size() >= BY_BIT.size() - DEFAULT.size() - 4
        ? "nearly all capabilities (" + beyond.size() + " beyond the default)"
        : String.join(", ", new ArrayList<>(beyond));
  }

  private static String plain(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper.substring(4) : upper;
  }
}
