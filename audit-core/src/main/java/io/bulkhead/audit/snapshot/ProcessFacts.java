package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

/**
 * A running process as the kernel describes it.
 *
 * @param pid process id as this system sees it
 * @param ppid parent, 0 if none is visible
 * @param command the kernel's short name
 * @param exe the program's path, with {@code (deleted)} as the kernel says; needs privilege
 * @param argv arguments as they are now
 * @param uid effective user id
 * @param startedEpochMillis start time, milliseconds since 1970-01-01 UTC
 * @param capabilities masks by field name: CapInh, CapPrm, CapEff, CapBnd, CapAmb
 *     (proc_pid_status(5)), bit n is capability n
 * @param noNewPrivs the no_new_privs bit
 * @param seccomp 0 off, 1 strict, 2 filter
 * @param label LSM label of the process (/proc/PID/attr/current)
 * @param uidMap lines of user_namespaces(7)
 * @param namespaces inode text by kind: {@code net -> net:[4026531840]}
 * @param cgroup path in the unified hierarchy or of the systemd controller
 * @param openFilesHard hard limit of open files (RLIMIT_NOFILE, proc_pid_limits(5)); {@link
 *     Long#MAX_VALUE} if unlimited
 */
public record ProcessFacts(
    int pid,
    int ppid,
    String command,
    Reading<String> exe,
    List<String> argv,
    long uid,
    long startedEpochMillis,
    Map<String, Long> capabilities,
    boolean noNewPrivs,
    int seccomp,
    Reading<String> label,
    Reading<List<IdMap>> uidMap,
    Map<String, String> namespaces,
    String cgroup,
    Reading<Long> openFilesHard) {

  public ProcessFacts {
    argv = List.copyOf(argv);
    capabilities = Map.copyOf(capabilities);
    namespaces = Map.copyOf(namespaces);
  }

  /** True if capability {@code number} (linux/capability.h) is in the effective set. */
  public boolean effective(int number) {
    return (capabilities.getOrDefault("CapEff", 0L) >>> number & 1) == 1;
  }

  /** A line of /proc/PID/uid_map: {@code count} ids from {@code inside} are {@code outside}. */
  public record IdMap(long inside, long outside, long count) {}
}
