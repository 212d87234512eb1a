package io.bulkhead.kernel.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Interior;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.util.List;
import org.junit.jupiter.api.Test;

class InteriorGathererTest {
  private static final String ID = ContainerSample.idOf("web");
  private static final String SCOPE = "/system.slice/docker-" + ID + ".scope";
  private static final String V2 = "/sys/fs/cgroup" + SCOPE;
  private final FakeHostFiles files = new FakeHostFiles().live(true);

  private InteriorGathererTest unified() {
    files
        .putLink("/proc/self", "1")
        .put("/proc/90/cgroup", "0::" + SCOPE + "\n")
        .put("/proc/90/mountinfo", mounts("rw"))
        .put(V2 + "/cgroup.procs", "90\n")
        .put(V2 + "/sub/cgroup.procs", "91\n92\n")
        .put(V2 + "/memory.max", "max\n")
        .put(V2 + "/memory.current", "1000\n")
        .put("/sys/fs/cgroup/system.slice/memory.max", "5000\n")
        .put(V2 + "/pids.max", "100\n")
        .put(V2 + "/cpu.max", "max 100000\n")
        .put("/proc/90/status", status("sh", 0))
        .put("/proc/91/status", status("sleep", 1000));
    return this;
  }

  private static String mounts(String proc) {
    return "1 0 0:1 / / rw,relatime - overlay overlay rw\n"
        + "2 1 0:2 / /proc "
        + proc
        + " - proc proc rw\n"
        + "3 2 0:2 /sys /proc/sys ro - proc proc rw\n"
        + "4 1 8:1 /x /data rw - ext4 /dev/sda1 rw\n"
        + "5 1 0:3 / /a\\040b rw shared:1 - debugfs debugfs rw\n";
  }

  private static String status(String name, int uid) {
    return "Name:\t"
        + name
        + "\nUid:\t"
        + uid
        + "\t"
        + uid
        + "\t0\t0\nGroups:\t998 \nCapEff:\t00000000a80425fb\n";
  }

  private Reading<Interior> look() {
    SnapshotBuilder draft =
        new SnapshotBuilder()
            .engine(EngineSample.debian13().containers(ContainerSample.running("web", 90)).build());
    new InteriorGatherer(
            new HostView(files),
            pid -> Reading.present(List.of(80), Origin.observed("/proc/" + pid + "/net")))
        .gather(draft);
    return draft.build().interior(draft.engine().containers().seen().orElseThrow().seen().get(0));
  }

  private Interior seen() {
    return look().seen().orElseThrow(() -> new AssertionError(look().toString()));
  }

  @Test
  void processes_of_all_its_cgroups_are_members_and_one_that_ended_is_not() {
    unified();
    assertThat(seen().members().seen().orElseThrow())
        .containsExactly(
            new Interior.Member(90, "sh", List.of(0L, 0L, 0L, 0L), List.of(998L), 0xa80425fbL),
            new Interior.Member(
                91, "sleep", List.of(1000L, 1000L, 0L, 0L), List.of(998L), 0xa80425fbL));
    assertThat(seen().ports().seen()).contains(List.of(80));
  }

  @Test
  void the_lowest_limit_of_all_levels_holds() {
    unified();
    assertThat(seen().memoryBytes())
        .isEqualTo(
            Reading.present(5000L, Origin.observed("/sys/fs/cgroup/system.slice/memory.max")));
    assertThat(seen().memoryUsedBytes().seen()).contains(1000L);
    assertThat(seen().pids().seen()).contains(100L);
    assertThat(seen().cpuLimited().seen()).contains(false);
  }

  @Test
  void version_1_tells_no_limit_by_a_huge_number() {
    unified();
    String memory = "/sys/fs/cgroup/memory/docker/" + ID;
    files
        .put("/proc/90/cgroup", "4:memory:/docker/" + ID + "\n3:cpu,cpuacct:/docker/" + ID + "\n")
        .put(memory + "/cgroup.procs", "90\n")
        .put(memory + "/memory.limit_in_bytes", "9223372036854771712\n")
        .put(memory + "/memory.usage_in_bytes", "7\n")
        .put("/sys/fs/cgroup/cpu,cpuacct/docker/" + ID + "/cgroup.procs", "90\n")
        .put("/sys/fs/cgroup/cpu,cpuacct/docker/" + ID + "/cpu.cfs_quota_us", "50000\n");
    assertThat(seen().memoryBytes().seen()).contains(Long.MAX_VALUE);
    assertThat(seen().cpuLimited().seen()).contains(true);
    assertThat(seen().pids()).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void mounts_of_the_kernel_and_the_root_are_kept() {
    unified();
    assertThat(seen().mounts().seen().orElseThrow())
        .containsExactly(
            new Interior.MountPoint("/", "/", "overlay", true),
            new Interior.MountPoint("/", "/proc", "proc", true),
            new Interior.MountPoint("/sys", "/proc/sys", "proc", false),
            new Interior.MountPoint("/", "/a b", "debugfs", true));
    files.put("/proc/90/mountinfo", "short line\n");
    assertThat(seen().mounts().toString()).contains("too few fields");
  }

  @Test
  void what_is_not_this_containers_is_not_read_as_its_own() {
    unified();
    files.put("/proc/90/cgroup", "0::/system.slice/other.service\n");
    assertThat(look().toString()).contains("does not belong to the container");
    files.remove("/proc/90/cgroup");
    assertThat(look()).isNotInstanceOf(Reading.Present.class);
  }

  @Test
  void a_container_without_a_cgroup_of_its_own_has_no_members_that_could_be_told() {
    unified();
    files
        .put("/proc/90/cgroup", "0::/user.slice\n")
        .put("/sys/fs/cgroup/user.slice/cgroup.procs", "90\n")
        .put(
            "/proc/90/mountinfo",
            mounts("rw")
                + "9 1 8:1 /d/containers/"
                + ID
                + "/hostname /etc/hostname rw - ext4 x rw\n");
    assertThat(seen().members().toString()).contains("its processes have no cgroup of their own");
  }
}
