package io.bulkhead.kernel.probes.storage;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.DataRoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Owners and modes of the data-root and of what lies in it. */
final class DataRootModes {
  private static final int OTHERS = 0007;
  private static final int OTHERS_WRITE = 0002;
  private static final int GROUP_WRITE = 0020;

  private DataRootModes() {}

  static Answer answer(Look look) {
    Optional<DataRoot> root = DataRoot.of(look);
    if (root.isEmpty()) {
      return Answer.unknown("where the data-root is was not seen");
    }
    Map<String, Object> value = new LinkedHashMap<>();
    List<String> open = new ArrayList<>();
    List<String> doubtful = new ArrayList<>();
    Got<FileStat> top = look.stat(root.get().seen());
    boolean remapped = DaemonFacts.of(look).remaps(look);
    if (top.seen()) {
      value.put(root.get().path(), top.get().octal());
      int others = top.get().mode() & OTHERS;
      boolean traversed = others == 1 && !remapped;
      boolean read = (others & ~1) != 0;
      if (owner(look, top.get()) || read) {
        open.add(root.get().path());
      } else if (traversed) {
        doubtful.add(root.get().path());
      }
    }
    for (String name : List.of("containers", "overlay2", "volumes")) {
      Got<FileStat> inner = look.stat(root.get().seen() + "/" + name);
      if (inner.seen()) {
        value.put(root.get().path() + "/" + name, inner.get().octal());
        if (layers(name, inner.get(), remapped) || owner(look, inner.get())) {
          open.add(root.get().path() + "/" + name);
        }
      }
    }
    containerds(look, value, open);
    return judged(value, open, doubtful, top);
  }

  private static void containerds(Look look, Map<String, Object> value, List<String> open) {
    for (String path : List.of("/var/lib/containerd", "/run/containerd")) {
      look.stat(DaemonFacts.of(look).root() + path)
          .optional()
          .ifPresent(
              stat -> {
                value.put(path, stat.octal());
                if ((stat.mode() & OTHERS & ~1) != 0 || owner(look, stat)) {
                  open.add(path);
                }
              });
    }
  }

  private static Answer judged(
      Map<String, Object> value, List<String> open, List<String> doubtful, Got<FileStat> top) {
    if (!open.isEmpty()) {
      return Answer.fail(value, "others can look into " + String.join(", ", open));
    }
    if (!top.seen()) {
      return Answer.unknown(value.isEmpty() ? null : value, "the data-root: " + top.why());
    }
    return doubtful.isEmpty()
        ? Answer.pass(value, "closed to others")
        : Answer.warn(value, "others can pass through " + String.join(", ", doubtful));
  }

  /** Set-user-id programs in a layer that others reach run with their privileges. */
  private static boolean layers(String name, FileStat stat, boolean remapped) {
    int allowed = remapped && !name.equals("volumes") ? 1 : 0;
    return name.equals("volumes")
        ? (stat.mode() & OTHERS_WRITE) != 0
        : (stat.mode() & OTHERS & ~allowed) != 0;
  }

  private static boolean owner(Look look, FileStat stat) {
    boolean foreign =
        stat.uid() != 0 && !look.engine().rootless() && !DaemonFacts.of(look).remaps(look);
    return foreign || (stat.mode() & (OTHERS_WRITE | GROUP_WRITE)) != 0;
  }
}
