package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of Bulkhead's namespaces are the initial ones of this kernel.
 *
 * @param initial by kind, in a fixed order; a kind is missing where it cannot be told or where the
 *     kernel does not have it
 */
public record Namespaces(Map<String, Boolean> initial) {
  public static final List<String> KINDS =
      List.of("user", "pid", "uts", "ipc", "cgroup", "time", "net", "mnt");

  /** Numbers of linux/proc_ns.h, the same on every kernel. */
  private static final Map<String, Long> FIXED =
      Map.of(
          "ipc", 4026531839L,
          "uts", 4026531838L,
          "user", 4026531837L,
          "pid", 4026531836L,
          "cgroup", 4026531835L,
          "time", 4026531834L);

  /** Fixed as well since Linux 6.18; before that they are numbered as they are made. */
  private static final Map<String, Long> FIXED_LATER =
      Map.of("net", 4026531833L, "mnt", 4026531832L);

  public static Namespaces of(Look look) {
    return look.background(Namespaces.class, Namespaces::read);
  }

  private static Namespaces read(Look look) {
    Map<String, Boolean> initial = new LinkedHashMap<>();
    Release release = Release.of(look);
    for (String kind : KINDS) {
      Got<String> own = look.link("/proc/self/ns/" + kind);
      if (own.seen()) {
        Optional<Boolean> is = initial(kind, own.get(), release, look, initial);
        is.ifPresent(yes -> initial.put(kind, yes));
      }
    }
    return new Namespaces(initial);
  }

  private static Optional<Boolean> initial(
      String kind, String own, Release release, Look look, Map<String, Boolean> before) {
    long inode = inode(own);
    Long fixed = FIXED.get(kind);
    if (fixed != null) {
      return Optional.of(fixed == inode);
    }
    if (release.atLeast(6, 18)) {
      Long later = FIXED_LATER.get(kind);
      if (later != null && later == inode) {
        return Optional.of(true);
      }
    }
    if (before.getOrDefault("pid", false)) {
      Optional<Boolean> compared =
          look.link("/proc/1/ns/" + kind).optional().map(first -> first.equals(own));
      if (compared.isPresent()) {
        return compared;
      }
    } else if (before.containsKey("pid") && kind.equals("net")) {
      // process 1 is not the host's: nothing to compare with
      return Optional.empty();
    }
    return kind.equals("net") ? shared(look) : Optional.empty();
  }

  /** Without privilege: a unix socket that both tables list can only be in one namespace. */
  private static Optional<Boolean> shared(Look look) {
    List<String> own = unixSockets(look, "/proc/self/net/unix");
    own.retainAll(unixSockets(look, "/proc/1/net/unix"));
    if (own.isEmpty()) {
      return Optional.empty();
    }
    look.note("/proc/1/net/unix", "lists sockets of this namespace");
    return Optional.of(true);
  }

  /** Inode numbers, the seventh column. */
  private static List<String> unixSockets(Look look, String path) {
    List<String> inodes = new java.util.ArrayList<>();
    for (String line : look.raw(path).or("").split("\n")) {
      List<String> columns = Words.of(line);
      if (columns.size() > 6 && !columns.get(6).equals("Inode")) {
        inodes.add(columns.get(6));
      }
    }
    return inodes;
  }

  /** The number in {@code net:[4026531840]}; -1 if it has another form. */
  static long inode(String link) {
    int open = link.indexOf('[');
    if (open < 0 || !link.endsWith("]")) {
      return -1;
    }
    return Look.decimal(link.substring(open + 1, link.length() - 1)).or(-1L);
  }

  /** True if it is certain. */
  public boolean isInitial(String kind) {
    return initial.getOrDefault(kind, false);
  }

  /** True if it is certain that it is another one. */
  public boolean isOther(String kind) {
    return !initial.getOrDefault(kind, true);
  }
}
