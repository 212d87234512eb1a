package io.bulkhead.audit.snapshot;

import java.util.ArrayList;
import java.util.List;

/**
 * The inside of a running container being described for a test: an ordinary one, without limits.
 */
public final class InteriorSample {
  private final int pid;
  private final List<Interior.Member> members = new ArrayList<>();
  private Reading<List<Interior.Member>> noMembers;
  private List<Integer> ports = List.of();
  private long memoryBytes = Long.MAX_VALUE;
  private long memoryUsedBytes = 40L << 20;
  private long pids = Long.MAX_VALUE;
  private boolean cpuLimited;
  private final List<Interior.MountPoint> mounts =
      new ArrayList<>(
          List.of(
              new Interior.MountPoint("/", "/", "overlay", true),
              new Interior.MountPoint("/", "/proc", "proc", true),
              new Interior.MountPoint("/", "/sys", "sysfs", false),
              new Interior.MountPoint("/", "/sys/fs/cgroup", "cgroup2", false),
              new Interior.MountPoint("/sys", "/proc/sys", "proc", false)));

  private InteriorSample(int pid) {
    this.pid = pid;
    this.noMembers = Reading.absent(Origin.observed("/sys/fs/cgroup"));
  }

  /** Of a container whose only process is {@code sleep} as root. */
  public static InteriorSample of(int pid) {
    return new InteriorSample(pid);
  }

  /** A process; the first call replaces the one as root. */
  public InteriorSample member(String command, long uid, Long... groups) {
    members.add(
        new Interior.Member(
            pid + members.size(),
            command,
            List.of(uid, uid, uid, uid),
            List.of(groups),
            uid == 0 ? ProcessSample.DEFAULT_CAPABILITIES : 0));
    return this;
  }

  public InteriorSample withoutMembers(String why) {
    noMembers = Reading.unreadable(Origin.observed("/sys/fs/cgroup/x/cgroup.procs"), why);
    return this;
  }

  public InteriorSample ports(Integer... numbers) {
    ports = List.of(numbers);
    return this;
  }

  public InteriorSample memory(long limitBytes) {
    memoryBytes = limitBytes;
    return this;
  }

  public InteriorSample memoryUsed(long bytes) {
    memoryUsedBytes = bytes;
    return this;
  }

  public InteriorSample pids(long limit) {
    pids = limit;
    return this;
  }

  public InteriorSample cpuLimited() {
    cpuLimited = true;
    return this;
  }

  /** Mounts something more; a later one covers an earlier one of the same place. */
  public InteriorSample mount(String point, String type, boolean writable) {
    mounts.add(new Interior.MountPoint("/", point, type, writable));
    return this;
  }

  public Interior build() {
    if (members.isEmpty()) {
      member("sleep", 0);
    }
    Origin procs = Origin.observed("/sys/fs/cgroup/x/cgroup.procs");
    return new Interior(
        noMembers instanceof Reading.Unreadable ? noMembers : Reading.present(members, procs),
        Reading.present(ports, Origin.observed("/proc/" + pid + "/net")),
        Reading.present(memoryBytes, Origin.observed("/sys/fs/cgroup/x/memory.max")),
        Reading.present(memoryUsedBytes, Origin.observed("/sys/fs/cgroup/x/memory.current")),
        Reading.present(pids, Origin.observed("/sys/fs/cgroup/x/pids.max")),
        Reading.present(cpuLimited, Origin.observed("/sys/fs/cgroup/x/cpu.max")),
        Reading.present(mounts, Origin.observed("/proc/" + pid + "/mountinfo")));
  }

  public Reading<Interior> reading() {
    return Reading.present(build(), Origin.observed("/proc/" + pid));
  }
}
