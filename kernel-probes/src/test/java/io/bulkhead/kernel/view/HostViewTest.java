package io.bulkhead.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostViewTest {
  private static final String INITIAL = "pid:[4026531836]";

  private final FakeHostFiles files = new FakeHostFiles().putLink("/proc/self", "77");

  private HostView view(String pids) {
    files.putLink("/proc/self/ns/pid", pids);
    return new HostView(files);
  }

  private HostView namespaces(String own, String first) {
    files.putLink("/proc/self/ns/mnt", own).putLink("/proc/1/ns/mnt", first);
    return view(INITIAL);
  }

  @Test
  void a_host_has_the_initial_pid_namespace_and_no_mark() {
    assertThat(view(INITIAL).container()).isInstanceOf(Reading.Absent.class);
    assertThat(view(INITIAL).hostHidden()).isEmpty();
  }

  @Test
  void a_mark_left_in_a_disk_image_makes_no_container() {
    files.put("/.dockerenv", "");
    assertThat(namespaces("mnt:[1]", "mnt:[1]").container()).isInstanceOf(Reading.Absent.class);
    files.put("/proc/1/root/.dockerenv", "");
    assertThat(namespaces("mnt:[2]", "mnt:[1]").container()).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void a_container_with_the_hosts_pid_namespace_is_one() {
    files.put("/.dockerenv", "");
    assertThat(namespaces("mnt:[2]", "mnt:[1]").container().seen()).contains("docker");
  }

  @Test
  void without_privilege_the_mounts_tell_container_from_host() {
    files.put("/.dockerenv", "").deny("/proc/1/ns/mnt", "permission denied");
    files.put("/proc/self/mountinfo", "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n");
    assertThat(view(INITIAL).container()).isInstanceOf(Reading.Absent.class);
    files.put("/proc/self/mountinfo", "27 1 0:7 / / rw,relatime - overlay overlay rw\n");
    assertThat(view(INITIAL).container().seen()).contains("docker");
    files.put(
        "/proc/self/mountinfo",
        "27 1 0:7 / / rw - btrfs x rw\n90 4 0:9 /sys /proc/sys ro,nosuid - proc proc rw\n");
    assertThat(view(INITIAL).container().seen()).contains("docker");
  }

  @Test
  void another_pid_namespace_without_a_mark_is_an_unknown_container() {
    HostView view = view("pid:[4026532500]");
    assertThat(view.container().seen()).contains("unknown");
    assertThat(view.hostHidden())
        .contains("Bulkhead runs inside a container (unknown) and does not see the host");
    files.put("/proc/1/comm", "systemd\n");
    assertThat(view("pid:[4026532500]").hostHidden()).isEmpty();
  }

  @Test
  void whole_systems_in_containers_are_hosts_to_their_engine() {
    files.put("/run/systemd/container", "lxc\n");
    HostView view = view("pid:[4026532500]");
    assertThat(view.container().seen()).contains("lxc");
    assertThat(view.hostHidden()).isEmpty();
    files.remove("/run/systemd/container").put("/proc/1/environ", "A=b\0container=docker\0");
    assertThat(view("pid:[4026532500]").foreignFiles()).isPresent();
  }

  @Test
  void windows_runs_its_distributions_in_namespaces() {
    files.put("/proc/sys/kernel/osrelease", "5.15.153.1-microsoft-standard-WSL2\n");
    assertThat(view("pid:[4026532500]").container().seen()).contains("wsl");
    assertThat(view("pid:[4026532500]").hostHidden()).isEmpty();
  }

  @Test
  void network_namespaces_are_compared_with_the_first_process() {
    files.putLink("/proc/self/ns/net", "net:[4026531992]");
    files.putLink("/proc/1/ns/net", "net:[4026531992]");
    assertThat(view(INITIAL).foreignNetwork()).isEmpty();
    files.putLink("/proc/1/ns/net", "net:[4026531840]");
    assertThat(view(INITIAL).foreignNetwork())
        .contains("Bulkhead runs in a network namespace of its own");
  }

  @Test
  void without_privilege_a_common_unix_socket_proves_the_same_network() {
    String head = "Num       RefCount Protocol Flags    Type St Inode Path\n";
    String row = "0000000000000000: 00000003 00000000 00000000 0001 03  %d /run/x\n";
    files.putLink("/proc/self/ns/net", "net:[4026531992]");
    files.deny("/proc/1/ns/net", "permission denied");
    files.put("/proc/self/net/unix", head + row.formatted(11) + row.formatted(12));
    files.put("/proc/1/net/unix", head + row.formatted(12));
    assertThat(view(INITIAL).foreignNetwork()).isEmpty();
    files.put("/proc/1/net/unix", head + row.formatted(13));
    assertThat(view(INITIAL).foreignNetwork())
        .contains("whether this is the host's network namespace is not visible");
  }

  @Test
  void user_namespaces_show_in_the_map() {
    files.put("/proc/self/uid_map", "         0          0 4294967295\n");
    assertThat(view(INITIAL).foreignUsers()).isEqualTo(Optional.empty());
    files.put("/proc/self/uid_map", "         0       1000          1\n");
    assertThat(view(INITIAL).foreignUsers())
        .contains("Bulkhead runs in a user namespace of its own");
  }

  @Test
  void without_proc_nothing_is_seen() {
    files.remove("/proc/self");
    assertThat(new HostView(files).kernelHidden()).contains("/proc is not mounted");
  }
}
