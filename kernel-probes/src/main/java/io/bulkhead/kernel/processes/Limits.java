package io.bulkhead.kernel.processes;

import io.bulkhead.audit.snapshot.Reading;

/** Resource limits of a process, from /proc/PID/limits (proc_pid_limits(5)). */
final class Limits {
  private static final String OPEN_FILES = "Max open files";

  private Limits() {}

  /** The hard limit of open files: third column, {@code unlimited} is the largest number. */
  static Reading<Long> openFilesHard(Reading.Present<String> limits) {
    for (String line : limits.value().split("\n")) {
      if (line.startsWith(OPEN_FILES)) {
        String[] columns = line.substring(OPEN_FILES.length()).strip().split("\\s+");
        return columns.length < 2 ? malformed(limits, line) : hard(limits, columns[1]);
      }
    }
    return Reading.absent(limits.origin());
  }

  private static Reading<Long> hard(Reading.Present<String> limits, String column) {
    try {
      long value =
          column.equals("unlimited")
              ? Long.MAX_VALUE
              : MalformedException.number(OPEN_FILES, column);
      return Reading.present(value, limits.origin());
    } catch (MalformedException e) {
      return malformed(limits, column);
    }
  }

  private static Reading<Long> malformed(Reading.Present<String> limits, String seen) {
    return Reading.unreadable(limits.origin(), "not a limit: '" + seen + "'");
  }
}
