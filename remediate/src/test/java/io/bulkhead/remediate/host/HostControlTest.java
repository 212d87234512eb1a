package io.bulkhead.remediate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.kernel.files.PosixAcl;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that work, refuse, lie, flood and hang; what is believed is what is seen afterwards. */
class HostControlTest {
  private static final Setting KPTR = new Setting.Sysctl("kernel.kptr_restrict");
  private static final Setting.Rule DROP =
      new Setting.Rule(
          "iptables",
          "DOCKER-USER",
          List.of("-i", "eth0", "-p", "tcp", "-j", "DROP"),
          "bulkhead:NET-001:8080");
  private static final Setting ALICE = new Setting.Member("docker", "alice");
  private static final String RULE = "-w /etc/docker -p wa -k docker";

  @TempDir private Path root;
  private Programs host;

  @BeforeEach
  void make() {
    host = new Programs(root);
  }

  private Step.Reread reread(Reader reader, boolean present, String... names) {
    return new Step.Reread(1, List.of(1), reader, List.of(names), present);
  }

  @Test
  void a_kernel_parameter_is_read_and_written() throws HostFailed {
    host.file("proc/sys/kernel/kptr_restrict", "0\n");
    assertThat(host.control().value(KPTR)).isEqualTo("0");
    host.control().set(KPTR, "1");
    assertThat(host.control().value(KPTR)).isEqualTo("1");
  }

  @Test
  void a_parameter_this_kernel_has_not_is_no_value_and_one_outside_is_refused() throws HostFailed {
    assertThat(host.control().value(KPTR)).isEmpty();
    assertThatThrownBy(() -> host.control().set(KPTR, "1"))
        .hasMessage(
            "the kernel did not take 1 for sysctl kernel.kptr_restrict: this kernel has none");
    assertThatThrownBy(() -> host.control().value(new Setting.Sysctl("//.//.etc.passwd")))
        .hasMessageContaining("is no kernel parameter");
  }

  @Test
  void an_interface_with_a_dot_keeps_it() {
    assertThat(new Setting.Sysctl("net.ipv4.conf.eth0/100.rp_filter").path())
        .isEqualTo("/proc/sys/net/ipv4/conf/eth0.100/rp_filter");
  }

  @Test
  void a_rule_is_put_on_top_and_taken_out_by_its_own_words() throws HostFailed {
    host.program(
        "iptables",
        "echo \"$*\" >> $ROOT/calls",
        "case $3 in -C) test -e $ROOT/rule || { echo 'Bad rule' >&2; exit 1; };;",
        "-I) touch $ROOT/rule;; -D) rm $ROOT/rule;; esac");
    assertThat(host.control().value(DROP)).isEqualTo("absent");
    host.control().set(DROP, "present");
    assertThat(host.control().value(DROP)).isEqualTo("present");
    host.control().set(DROP, "absent");
    assertThat(host.text("calls").lines())
        .containsExactly(
            "-w 10 -C DOCKER-USER -m comment --comment bulkhead:NET-001:8080 -i eth0 -p tcp -j DROP",
            "-w 10 -I DOCKER-USER -m comment --comment bulkhead:NET-001:8080 -i eth0 -p tcp -j DROP",
            "-w 10 -C DOCKER-USER -m comment --comment bulkhead:NET-001:8080 -i eth0 -p tcp -j DROP",
            "-w 10 -D DOCKER-USER -m comment --comment bulkhead:NET-001:8080 -i eth0 -p tcp -j DROP");
  }

  @Test
  void a_firewall_that_cannot_be_asked_is_no_absent_rule() {
    host.program("iptables", "echo 'iptables: Permission denied (you must be root)' >&2; exit 4");
    assertThatThrownBy(() -> host.control().value(DROP))
        .hasMessage("iptables cannot be asked: iptables: Permission denied (you must be root)");
    host.program("ip6tables", "exit 1");
    assertThatThrownBy(() -> new Programs(root.resolve("empty")).control().value(DROP))
        .hasMessage("iptables is not installed");
  }

  @Test
  void a_member_is_taken_out_of_the_group_and_put_back() throws HostFailed {
    host.file("etc/group", "root:x:0:\ndocker:x:104:bob,alice\n");
    host.program("getent", "grep ^$2: $ROOT/etc/group");
    host.program(
        "gpasswd",
        "case $1 in -d) sed -i 's/,alice//' $ROOT/etc/group;;",
        "-a) sed -i 's/bob/bob,alice/' $ROOT/etc/group;; esac");
    assertThat(host.control().value(ALICE)).isEqualTo("member");
    host.control().set(ALICE, "no member");
    assertThat(host.text("etc/group")).endsWith("docker:x:104:bob\n");
    assertThat(host.control().value(ALICE)).isEqualTo("no member");
    host.control().set(ALICE, "member");
    assertThat(host.control().value(ALICE)).isEqualTo("member");
  }

  @Test
  void a_member_from_another_account_service_is_not_ours_to_change() {
    host.file("etc/group", "docker:x:104:bob\n");
    host.program("getent", "echo docker:x:104:bob,alice");
    assertThatThrownBy(() -> host.control().value(ALICE))
        .hasMessageStartingWith("alice is in group docker through another account service");
  }

  @Test
  void audit_rules_are_believed_when_the_kernel_lists_them() throws HostFailed {
    host.program("augenrules", "echo '-w /etc/docker -p wa -k docker' > $ROOT/loaded");
    host.program("auditctl", "case $1 in -s) echo 'enabled 1';; -l) cat $ROOT/loaded;; esac");
    assertThat(
            host.control()
                .reread(reread(Reader.AUDIT_RULES, true, "-w /etc/docker -p aw -k docker")))
        .isEqualTo("the kernel lists 1 rule");
    assertThatThrownBy(
            () -> host.control().reread(reread(Reader.AUDIT_RULES, true, RULE, "-w /x -p wa -k d")))
        .hasMessage("after augenrules --load the kernel does not list -w /x -p wa -k d");
    assertThatThrownBy(() -> host.control().reread(reread(Reader.AUDIT_RULES, false, RULE)))
        .hasMessage("after augenrules --load the kernel still lists " + RULE);
  }

  @Test
  void locked_audit_rules_are_told_before_anything_is_loaded() {
    host.program("augenrules", "touch $ROOT/loaded");
    host.program("auditctl", "echo 'enabled 2'");
    assertThatThrownBy(() -> host.control().reread(reread(Reader.AUDIT_RULES, true, RULE)))
        .hasMessageContaining("locked until the next boot");
    assertThat(root.resolve("loaded")).doesNotExist();
  }

  @Test
  void a_boot_menu_must_start_every_kernel_with_the_parameter() throws HostFailed {
    host.program("update-grub", "true");
    host.file("boot/grub/grub.cfg", "\tlinux /vmlinuz-1 root=/dev/sda1 audit=1\n");
    assertThat(host.control().reread(reread(Reader.BOOT_MENU, true, "audit=1")))
        .startsWith("the menu has 1 entries");
    assertThatThrownBy(() -> host.control().reread(reread(Reader.BOOT_MENU, false, "audit=1")))
        .hasMessageEndingWith("grub.cfg still has audit=1");
    host.file("boot/grub/grub.cfg", "\tlinux /vmlinuz-1 audit=1\n\tlinux /vmlinuz-1 single\n");
    assertThat(host.control().reread(reread(Reader.BOOT_MENU, true, "audit=1")))
        .as("an entry for repairs may leave it out")
        .startsWith("the menu has 2 entries");
    host.file("boot/grub/grub.cfg", "\tlinux /vmlinuz-1 audit=1\n\tlinux /vmlinuz-2 audit=10\n");
    assertThatThrownBy(() -> host.control().reread(reread(Reader.BOOT_MENU, true, "audit=1")))
        .hasMessageEndingWith("grub.cfg does not start every kernel with audit=1");
  }

  @Test
  void units_that_stay_stale_or_cannot_be_loaded_are_told() throws HostFailed {
    host.file("run/systemd/system/.keep", "");
    host.program("systemctl", "case $* in *LoadState*) echo loaded;; *NeedDaemon*) echo no;; esac");
    assertThat(host.control().reread(reread(Reader.UNITS, true, "docker.socket")))
        .isEqualTo("systemd has read docker.socket");
    host.program("systemctl", "case $* in *LoadState*) echo bad-setting;; esac");
    assertThatThrownBy(() -> host.control().reread(reread(Reader.UNITS, true, "docker.socket")))
        .hasMessage("after systemctl daemon-reload docker.socket is bad-setting, not loaded");
    host.program(
        "systemctl", "case $* in *LoadState*) echo loaded;; *NeedDaemon*) echo yes;; esac");
    assertThatThrownBy(() -> host.control().reread(reread(Reader.UNITS, true, "docker.socket")))
        .hasMessageContaining("docker.socket");
  }

  @Test
  void a_host_without_systemd_has_nothing_to_read_again() throws HostFailed {
    assertThat(host.control().reread(reread(Reader.UNITS, true, "docker.socket")))
        .isEqualTo("systemd does not run here");
  }

  @Test
  void a_program_that_floods_and_fails_is_told_by_its_last_line() {
    host.program(
        "augenrules", "yes xxxxxxxxxxxxxxxxxxxx | head -c 5000000; echo; echo out of luck; exit 3");
    host.program("auditctl", "echo 'enabled 1'");
    assertThatThrownBy(() -> host.control().reread(reread(Reader.AUDIT_RULES, true, RULE)))
        .hasMessage("augenrules --load failed: out of luck");
  }

  @Test
  void a_limit_goes_through_the_engine() throws HostFailed {
    Setting limit = new Setting.Limit("abc", "web", "pids-limit");
    assertThat(host.control().value(limit)).isEmpty();
    host.control().set(limit, "512");
    assertThat(host.control().value(limit)).isEqualTo("512");
    host.limits.put("broken", "");
    assertThatThrownBy(() -> host.control().value(limit)).hasMessage("the engine does not answer");
  }

  @Test
  void an_access_list_goes_with_its_mask_in_one_step_and_comes_back_as_it_was() throws Exception {
    Path file = host.file("etc/docker/daemon.json", "{}");
    Setting list = new Setting.AccessList("/etc/docker/daemon.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(host.control().value(list)).isEqualTo("user::rw-,group::r--,other::r--");

    String given = "user::rw-,user:1001:rw-,group::r--,group:34:r--,mask::rw-,other::r--";
    host.control().set(list, given);
    assertThat(host.control().value(list)).isEqualTo(given);
    assertThat(mode(file)).isEqualTo("rw-rw-r--");

    String left = list.reached(given, PosixAcl.of(0600).toString());
    assertThat(left).isEqualTo("user::rw-,group::---,other::---");
    host.control().set(list, left);
    assertThat(host.control().value(list)).isEqualTo(left);
    assertThat(mode(file)).isEqualTo("rw-------");

    host.control().set(list, given);
    assertThat(host.control().value(list)).isEqualTo(given);
  }

  @Test
  void an_access_list_behind_a_link_or_of_a_file_with_another_name_is_left_alone()
      throws Exception {
    Path file = host.file("etc/real", "{}");
    Files.createSymbolicLink(root.resolve("etc/link"), file);
    assertThatThrownBy(() -> host.control().value(new Setting.AccessList("/etc/link")))
        .hasMessageContaining("is a symbolic link");
    Files.createLink(root.resolve("etc/hard"), file);
    assertThatThrownBy(
            () -> host.control().set(new Setting.AccessList("/etc/real"), "user::rw-,other::---"))
        .hasMessageContaining("has 2 hard links");
    assertThat(host.control().value(new Setting.AccessList("/etc/none"))).isEmpty();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
