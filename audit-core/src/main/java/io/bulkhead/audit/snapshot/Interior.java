package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * A running container as the kernel sees it, beside its first process.
 *
 * @param members the processes in its cgroup, its first one included
 * @param ports TCP ports on which something waits in its network namespace
 * @param memoryBytes the lowest memory limit of its cgroup and of those above it; {@link
 *     Long#MAX_VALUE} without one
 * @param memoryUsedBytes what its cgroup uses now
 * @param pids the lowest limit of processes, likewise
 * @param cpuLimited true if a quota holds for its cgroup or one above it
 * @param mounts its root, and what is mounted below /proc or /sys or is a file system of the
 *     kernel's own
 */
public record Interior(
    Reading<List<Member>> members,
    Reading<List<Integer>> ports,
    Reading<Long> memoryBytes,
    Reading<Long> memoryUsedBytes,
    Reading<Long> pids,
    Reading<Boolean> cpuLimited,
    Reading<List<MountPoint>> mounts) {

  /**
   * A process.
   *
   * @param command the kernel's short name
   * @param uids real, effective, saved and file system user id as the host counts them
   * @param groups supplementary group ids as the host counts them
   * @param effective mask of effective capabilities
   */
  public record Member(
      int pid, String command, List<Long> uids, List<Long> groups, long effective) {
    public Member {
      uids = List.copyOf(uids);
      groups = List.copyOf(groups);
    }
  }

  /**
   * A line of mountinfo (proc_pid_mountinfo(5)).
   *
   * @param root what of the file system is mounted
   * @param point where, as the container sees it
   * @param type file system type
   * @param writable neither the mount nor its file system is read-only
   */
  public record MountPoint(String root, String point, String type, boolean writable) {}
}
