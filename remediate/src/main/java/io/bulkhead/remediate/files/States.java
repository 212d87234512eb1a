package io.bulkhead.remediate.files;

import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.FileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares states of files. */
final class States {
  private States() {}

  /** True if all but the time of last change is equal. */
  static boolean same(FileState one, FileState other) {
    return difference(one, other).isEmpty();
  }

  /** What moved between two states in words; the time of last change does not count. */
  static String difference(FileState from, FileState to) {
    if (from instanceof FileState.Regular before && to instanceof FileState.Regular now) {
      List<String> parts = new ArrayList<>();
      if (!before.sha256().equals(now.sha256())) {
        parts.add("content changed");
      }
      if (!before.attributes().equals(now.attributes())) {
        parts.add(moved(before.attributes(), now.attributes()));
      }
      if (!before.xattrs().equals(now.xattrs())) {
        parts.add("extended attributes changed: " + names(before.xattrs(), now.xattrs()));
      }
      return String.join(", ", parts);
    }
    if (from.equals(to)) {
      return "";
    }
    return to instanceof FileState.Missing ? "is gone" : "appeared";
  }

  static String moved(Attributes from, Attributes to) {
    return "mode and owner " + from + " → " + to;
  }

  /**
   * What is wrong with a file that should be in a state. Labels that the kernel gives by itself may
   * be there in addition.
   */
  static String shortfall(FileState.Regular wanted, FileState.Regular now) {
    Map<String, String> extra = new TreeMap<>(now.xattrs());
    extra.keySet().removeIf(n -> n.startsWith("security.") && !wanted.xattrs().containsKey(n));
    FileState.Regular comparable =
        new FileState.Regular(now.sha256(), now.attributes(), extra, now.modified());
    String difference = difference(wanted, comparable);
    if (difference.isEmpty()
        && !wanted.modified().isEmpty()
        && !wanted.modified().equals(now.modified())) {
      return "time of last change";
    }
    return difference;
  }

  private static String names(Map<String, String> one, Map<String, String> other) {
    TreeSet<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> one.getOrDefault(name, "-").equals(other.getOrDefault(name, "-")));
    return String.join(" ", names);
  }
}
