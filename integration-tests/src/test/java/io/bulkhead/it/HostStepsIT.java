package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps beside files and the engine on whole hosts: a group member, a kernel parameter of the
 * host's own network namespace, and what is refused because the kernel is the machine's.
 */
class HostStepsIT {
  private static final String SEND = "/proc/sys/net/ipv4/conf/all/send_redirects";

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void host_changes_are_applied_drift_is_seen_and_rollback_is_identity(String suite) {
    try (RigHost host = RigHost.up("hoststeps", suite)) {
      prepare(host);
      String before = state(host);

      Ran applied = host.bulkhead("apply", "--only", "HST-001", "--yes=all", "--no-guard");
      assertThat(applied.exits(0).out()).contains("member → no member");
      assertThat(host.text("getent", "group", "docker")).doesNotContain("dev");
      assertThat(host.bulkhead("status").exits(0).out()).contains("In force: 1 change");
      host.bulkhead("rollback", "--yes=all", "--no-guard").exits(0);
      assertThat(state(host)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void a_kernel_parameter_is_set_and_kept_and_comes_back(String suite) {
    try (RigHost host = RigHost.up("hostsysctl", suite)) {
      prepare(host);
      String before = state(host);
      assertThat(host.bulkhead("plan", "--only", "KRN-037,HST-057").exits(0).out())
          .contains("its kernel is that of the machine outside");
      String number = number(host.bulkhead("plan", "--only", "HST-080").exits(0).out());
      host.bulkhead("apply", "--only", number, "--yes").exits(0);
      assertThat(host.text("cat", SEND)).isEqualTo("0");
      assertThat(host.text("cat", "/etc/sysctl.d/99-bulkhead.conf"))
          .contains("net.ipv4.conf.all.send_redirects = 0");

      host.shell("echo 2 > " + SEND).exits(0);
      assertThat(host.bulkhead("status").out()).contains("somebody made it 2 since");
      assertThat(host.bulkhead("rollback", "--yes").exit()).isEqualTo(3);
      assertThat(host.text("cat", SEND)).isEqualTo("2");
      host.shell("echo 0 > " + SEND).exits(0);
      host.bulkhead("rollback", "--yes").exits(0);
      assertThat(state(host)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void access_lists_are_narrowed_and_come_back_entry_by_entry(String suite) {
    try (RigHost host = RigHost.up("hostacl", suite)) {
      host.install(suite, "acl");
      host.shell(
              """
              useradd jenkins
              echo '{}' >/etc/docker/daemon.json
              setfacl -m u:jenkins:rw /run/docker.sock
              setfacl -m u:jenkins:rw,g:backup:r /etc/docker/daemon.json
              """)
          .exits(0);
      String before = lists(host);
      Ran plan = host.bulkhead("plan", "--only", "FIL-001,FIL-003").exits(0);
      assertThat(plan.out())
          .contains("user jenkins can no longer read and write /run/docker.sock")
          .contains("user jenkins can no longer write /etc/docker/daemon.json");

      host.bulkhead("apply", "--only", "FIL-001,FIL-003", "--yes=all", "--no-guard").exits(0);
      assertThat(lists(host)).contains("user:jenkins:r--").doesNotContain("user:jenkins:rw-");

      host.shell("setfacl -m u:nobody:r /etc/docker/daemon.json").exits(0);
      Ran stopped = host.bulkhead("rollback", "--yes=all", "--no-guard").exits(3);
      assertThat(stopped.out()).contains("somebody changed it since: + user:65534:r--");
      host.bulkhead("rollback", "--force", "--yes=all", "--no-guard").exits(0);
      assertThat(lists(host)).isEqualTo(before);
    }
  }

  private static String lists(RigHost host) {
    return host.text("getfacl", "-p", "/run/docker.sock", "/etc/docker/daemon.json");
  }

  /** Of the change about the parameter: it is first in its line. */
  private static String number(String plan) {
    return plan.lines()
        .filter(line -> line.contains("~ ") && line.contains("net.ipv4.conf.all"))
        .map(line -> line.strip().split(" ")[0])
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such change in\n" + plan));
  }

  private static void prepare(RigHost host) {
    host.shell(
            """
            echo 1 > /proc/sys/net/ipv4/conf/all/send_redirects
            getent group docker | grep -q dev || { useradd dev; gpasswd -a dev docker; }
            """)
        .exits(0);
  }

  private static String state(RigHost host) {
    return host.text(
        "sh",
        "-c",
        "cat /etc/group /etc/gshadow " + SEND + "; ls -A /etc/sysctl.d /etc/modprobe.d");
  }
}
