package io.bulkhead.kernel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.Kernel.InstalledKernel;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.kernel.view.HostView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemTest {
  private final FakeHostFiles files =
      new FakeHostFiles()
          .putLink("/proc/self", "77")
          .putLink("/proc/self/ns/pid", "pid:[4026531836]")
          .putLink("/proc/self/ns/net", "net:[1]")
          .putLink("/proc/1/ns/net", "net:[1]")
          .put("/proc/sys/kernel/osrelease", "6.12.30-amd64\n");
  private ActiveModules modules =
      () -> {
        throw new IOException("the kernel does not answer");
      };

  private Kernel gather() {
    SnapshotBuilder draft = new SnapshotBuilder();
    new SystemGatherer(new HostView(files), modules).gather(draft);
    return draft.kernel();
  }

  private static String reason(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Reading.Unreadable.class);
    return ((Reading.Unreadable<?>) reading).reason();
  }

  @Test
  void os_release_is_shell_and_the_last_line_wins() {
    HostSnapshot.Os os =
        OsRelease.parse(
            """
            # c
            ID=old
            ID=debian
            VERSION_ID="12"
            PRETTY_NAME="A \\"B\\" \\$C"
            NAME='x\\y'
            """);
    assertThat(os).isEqualTo(new HostSnapshot.Os("debian", "12", "A \"B\" $C"));
    assertThat(OsRelease.parse("ID='a\\b'\n").id()).isEqualTo("a\\b");
    assertThat(OsRelease.parse("")).isEqualTo(new HostSnapshot.Os("linux", "", "Linux"));
  }

  @Test
  void modules_are_read_from_securityfs_and_else_asked_of_the_kernel() {
    modules = () -> List.of("capability", "apparmor");
    assertThat(gather().lsms().seen()).contains(List.of("capability", "apparmor"));
    files.put("/sys/kernel/security/lsm", "lockdown,capability,yama");
    assertThat(gather().lsms().seen()).contains(List.of("lockdown", "capability", "yama"));
  }

  @Test
  void without_both_the_modules_are_unknown() {
    assertThat(reason(gather().lsms()))
        .isEqualTo("/sys/kernel/security/lsm is not visible, and the kernel does not answer");
  }

  @Test
  void apparmor_is_on_only_if_the_kernel_runs_it() {
    assertThat(gather().appArmor()).isInstanceOf(Reading.Absent.class);
    files.put("/sys/module/apparmor/parameters/enabled", "Y\n");
    files.put("/sys/kernel/security/lsm", "lockdown,capability,apparmor");
    assertThat(gather().appArmor().seen().orElseThrow().enabled()).isTrue();
    files.put("/sys/kernel/security/lsm", "lockdown,capability,landlock,yama,bpf");
    assertThat(gather().appArmor().seen().orElseThrow().enabled()).isFalse();
    files.put("/sys/module/apparmor/parameters/enabled", "N\n");
    files.put("/sys/kernel/security/lsm", "apparmor");
    assertThat(gather().appArmor().seen().orElseThrow().enabled()).isFalse();
    files.deny("/sys/module/apparmor/parameters/enabled", "permission denied");
    assertThat(reason(gather().appArmor())).isEqualTo("permission denied");
  }

  @Test
  void a_missing_parser_is_seen_and_unmounted_securityfs_hides_the_profiles() {
    files.put("/sys/module/apparmor/parameters/enabled", "Y\n");
    Kernel.AppArmor state = gather().appArmor().seen().orElseThrow();
    assertThat(state.parserPresent().seen()).contains(false);
    assertThat(reason(state.profiles())).isEqualTo("securityfs is not mounted");
    files.put("/sbin/apparmor_parser", "");
    files.put("/sys/kernel/security/apparmor/profiles", "docker-default (enforce)\na (b) (kill)\n");
    state = gather().appArmor().seen().orElseThrow();
    assertThat(state.parserPresent().seen()).contains(true);
    assertThat(state.profiles().seen().orElseThrow())
        .containsEntry("docker-default", "enforce")
        .containsEntry("a (b)", "kill");
    files.deny("/sys/kernel/security/apparmor/profiles", "permission denied");
    assertThat(reason(gather().appArmor().seen().orElseThrow().profiles()))
        .isEqualTo("permission denied");
  }

  @Test
  void selinux_says_what_it_enforces() {
    files.put(
        "/etc/selinux/config", "# SELINUXTYPE=mls\nSELINUX=enforcing\nSELINUXTYPE = Targeted\n");
    files.put("/sys/fs/selinux/enforce", "1");
    Kernel.Selinux on = gather().selinux().seen().orElseThrow();
    assertThat(on.enforcing()).isTrue();
    assertThat(on.policy().seen()).contains("targeted");
    files.put("/sys/fs/selinux/enforce", "0");
    assertThat(gather().selinux().seen().orElseThrow().enforcing()).isFalse();
    files.put("/sys/fs/selinux/enforce", "");
    assertThat(reason(gather().selinux())).isEqualTo("empty");
    files.put("/sys/fs/selinux/enforce", "x");
    assertThat(reason(gather().selinux())).isEqualTo("'x' is neither 0 nor 1");
  }

  @Test
  void selinux_without_its_file_system_is_not_taken_for_none() {
    assertThat(gather().selinux()).isInstanceOf(Reading.Absent.class);
    modules = () -> List.of("capability", "selinux");
    assertThat(reason(gather().selinux())).isEqualTo("selinuxfs is not mounted");
    modules =
        () -> {
          throw new IOException("EPERM");
        };
    files.putLink("/proc/self/ns/pid", "pid:[4026532500]");
    assertThat(reason(gather().selinux())).isEqualTo("selinuxfs is not visible in a container");
  }

  @Test
  void seccomp_actions_are_listed_or_the_kernel_is_too_old_or_has_none() {
    files.put("/proc/sys/kernel/seccomp/actions_avail", "kill_process trap errno\n");
    assertThat(gather().seccompActions().seen()).contains(List.of("kill_process", "trap", "errno"));
    files.remove("/proc/sys/kernel/seccomp/actions_avail");
    files.put("/proc/self/status", "Name:\tx\nSeccomp:\t0\n");
    assertThat(reason(gather().seccompActions())).contains("before 4.14");
    files.put("/proc/self/status", "Name:\tx\n");
    assertThat(gather().seccompActions()).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void cgroup_versions_follow_from_the_mounts() {
    String two = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";
    String tmpfs = "31 23 0:28 / /sys/fs/cgroup rw shared:4 - tmpfs tmpfs rw,mode=755\n";
    String cpu = "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n";
    String unified = "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
    assertThat(RunningKernel.cgroups(two).seen()).contains("2");
    assertThat(RunningKernel.cgroups(tmpfs + cpu).seen()).contains("1");
    assertThat(RunningKernel.cgroups(tmpfs + cpu + unified).seen()).contains("hybrid");
    assertThat(RunningKernel.cgroups("27 1 254:0 / / rw - ext4 /dev/vda rw\n"))
        .isInstanceOf(Reading.Absent.class);
  }

  @Test
  void images_tell_their_build_and_leftovers_do_not_count() {
    String banner = "6.1.0-56-amd64 (x@y) #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)";
    byte[] image = new byte[0x4000];
    byte[] text = banner.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, image, 0x202, 4);
    image[0x20e] = 0x00;
    image[0x20f] = 0x30;
    System.arraycopy(text, 0, image, 0x3200, text.length);
    files.put("/boot/vmlinuz-6.1.0-56-amd64", image);
    files.put("/boot/vmlinuz-0-rescue-abc", "");
    files.put("/boot/vmlinuz-linux", "");
    files.put("/boot/config-6.1.0-56-amd64", "");
    files.put("/lib/modules/6.1.0-56-amd64/modules.builtin", "");
    files.put("/lib/modules/6.8.9-300.fc40.x86_64/vmlinuz", "short");
    files.put("/lib/modules/5.10.0-8-amd64/updates/dkms/zfs.ko", "");
    assertThat(gather().installed().seen().orElseThrow())
        .containsExactly(
            new InstalledKernel(
                "6.1.0-56-amd64",
                "/boot/vmlinuz-6.1.0-56-amd64",
                "#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)"),
            new InstalledKernel("6.8.9-300.fc40.x86_64", "/lib/modules/6.8.9-300.fc40.x86_64"));
    files.deny("/boot", "permission denied");
    assertThat(reason(gather().installed())).isEqualTo("/boot: permission denied");
  }

  @Test
  void a_pointer_out_of_the_image_is_no_build() {
    byte[] image = new byte[0x300];
    System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, image, 0x202, 4);
    image[0x20e] = (byte) 0xff;
    image[0x20f] = (byte) 0xff;
    assertThat(BootImage.build(image)).isEmpty();
    assertThat(BootImage.build(new byte[0])).isEmpty();
    assertThat(BootImage.build(new byte[0x20f])).isEmpty();
  }

  @Test
  void the_reboot_mark_is_there_or_not() {
    assertThat(gather().rebootRequired().seen()).contains(false);
    files.put("/run/reboot-required", "*** System restart required ***\n");
    assertThat(gather().rebootRequired().seen()).contains(true);
  }

  private Kernel withEngineIn(String namespace) {
    files.putLink("/proc/812/ns/net", namespace);
    SnapshotBuilder draft = new SnapshotBuilder().daemon(DaemonSample.systemd().build());
    HostView view = new HostView(files);
    new SystemGatherer(view, modules).gather(draft);
    new EngineNetworkGatherer(view).gather(draft);
    return draft.kernel();
  }

  @Test
  void sysctls_of_another_network_than_the_engines_are_taken_back() {
    files.put("/proc/sys/net/ipv4/ip_forward", "1\n");
    files.put("/proc/sys/net/bridge/bridge-nf-call-iptables", "0\n");
    files.put("/proc/sys/kernel/kptr_restrict", "1\n");
    Kernel same = withEngineIn("net:[1]");
    assertThat(same.sysctl("net.ipv4.ip_forward").seen()).contains("1");
    assertThat(same.sysctl("net.bridge.bridge-nf-call-iptables").seen()).contains("0");
    Kernel other = withEngineIn("net:[2]");
    assertThat(reason(other.sysctl("net.ipv4.ip_forward")))
        .isEqualTo("the engine runs in a network namespace of its own (net:[2])");
    Reading<String> filter = other.sysctl("net.bridge.bridge-nf-call-iptables");
    assertThat(filter.seen()).contains("1");
    assertThat(filter.origin().strength()).isEqualTo(Strength.ASSUMED);
    assertThat(other.sysctl("kernel.kptr_restrict").seen()).contains("1");
    files.put("/proc/sys/kernel/osrelease", "4.19.0-27-amd64\n");
    assertThat(withEngineIn("net:[2]").sysctl("net.bridge.bridge-nf-call-iptables").seen())
        .contains("0");
  }
}
