package io.bulkhead.kernel.processes;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Limits of a cgroup and of those above it (cgroups(7)): what holds is the lowest. A level whose
 * file is missing sets no limit, because its controller is not switched on there.
 */
final class Controllers {
  private static final String MOUNT = "/sys/fs/cgroup";

  /** Version 1 shows "no limit" as a number near the largest. */
  private static final long NEARLY_ENDLESS = 1L << 60;

  private final HostFiles files;
  private final String[] lines;

  /**
   * @param cgroup text of /proc/PID/cgroup
   */
  Controllers(HostFiles files, String cgroup) {
    this.files = files;
    this.lines = cgroup.split("\n");
  }

  Reading<Long> memoryBytes() {
    return lowest("memory", "memory.max", "memory.limit_in_bytes");
  }

  Reading<Long> memoryUsedBytes() {
    Optional<String> old = place("memory", false);
    Optional<String> directory = old.isPresent() ? old : place("memory", true);
    if (directory.isEmpty()) {
      return Reading.unreadable(Origin.observed(MOUNT), "its cgroup is not visible");
    }
    String name = old.isPresent() ? "memory.usage_in_bytes" : "memory.current";
    return files
        .bytes(directory.get() + "/" + name)
        .then(
            seen -> {
              try {
                return Reading.present(number(name, seen.value()), seen.origin());
              } catch (MalformedException e) {
                return Reading.unreadable(seen.origin(), String.valueOf(e.getMessage()));
              }
            });
  }

  Reading<Long> pids() {
    return lowest("pids", "pids.max", "pids.max");
  }

  Reading<Boolean> cpuLimited() {
    return lowest("cpu", "cpu.max", "cpu.cfs_quota_us").map(quota -> quota != Long.MAX_VALUE);
  }

  /** The directory of the process's cgroup, of any hierarchy; empty if none is mounted here. */
  Optional<String> directory() {
    return place("pids", true).or(() -> place("pids", false)).or(() -> place("memory", false));
  }

  private Reading<Long> lowest(String controller, String unified, String old) {
    Optional<String> first = place(controller, false);
    Optional<String> directory = first.isPresent() ? first : place(controller, true);
    String name = first.isPresent() ? old : unified;
    if (directory.isEmpty()) {
      return Reading.unreadable(
          Origin.observed(MOUNT), "its cgroup is not visible for the controller " + controller);
    }
    long lowest = Long.MAX_VALUE;
    String at = directory.get();
    Origin origin = Origin.observed(at + "/" + name);
    while (at.length() > MOUNT.length()) {
      Reading<byte[]> text = files.bytes(at + "/" + name);
      if (text instanceof Reading.Unreadable<byte[]> unseen) {
        return Reading.unreadable(unseen.origin(), unseen.reason());
      }
      try {
        long limit = text.seen().isPresent() ? number(name, text.seen().get()) : Long.MAX_VALUE;
        if (limit < lowest) {
          lowest = limit;
          origin = text.origin();
        }
      } catch (MalformedException e) {
        return Reading.unreadable(text.origin(), String.valueOf(e.getMessage()));
      }
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return Reading.present(lowest, origin);
  }

  private static long number(String name, byte[] text) throws MalformedException {
    String word = new String(text, StandardCharsets.US_ASCII).strip().split("\\s", 2)[0];
    if (word.equals("max") || word.equals("-1")) {
      return Long.MAX_VALUE;
    }
    long value = MalformedException.number(name, word);
    return value >= NEARLY_ENDLESS ? Long.MAX_VALUE : value;
  }

  /** A line is {@code hierarchy:controllers:path}, the unified one's is {@code 0::path}. */
  private Optional<String> place(String controller, boolean unified) {
    for (String line : lines) {
      String[] part = line.split(":", 3);
      if (part.length < 3) {
        continue;
      }
      boolean here =
          unified
              ? part[0].equals("0") && part[1].isEmpty()
              : ("," + part[1] + ",").contains("," + controller + ",");
      if (here) {
        for (String mount :
            unified
                ? new String[] {MOUNT, MOUNT + "/unified"}
                : new String[] {MOUNT + "/" + part[1], MOUNT + "/" + controller}) {
          String directory = mount + (part[2].equals("/") ? "" : part[2]);
          if (files.bytes(directory + "/cgroup.procs").seen().isPresent()) {
            return Optional.of(directory);
          }
        }
      }
    }
    return Optional.empty();
  }
}
