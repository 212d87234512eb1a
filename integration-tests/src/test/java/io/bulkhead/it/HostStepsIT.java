package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps beside files and the engine on whole hosts: a group member, modules, and a kernel parameter
 * that is a file of the test, because the kernel is this machine's.
 */
class HostStepsIT {
  private static final String KPTR = "/proc/sys/kernel/kptr_restrict";

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
      String number = number(host.bulkhead("plan", "--only", "KRN-037").exits(0).out());
      host.bulkhead("apply", "--only", number, "--yes").exits(0);
      assertThat(host.text("cat", KPTR)).isEqualTo("1");
      assertThat(host.text("cat", "/etc/sysctl.d/99-bulkhead.conf"))
          .isEqualTo("kernel.kptr_restrict = 1");

      host.shell("echo 2 > " + KPTR).exits(0);
      assertThat(host.bulkhead("status").out()).contains("1 was set, now it is 2");
      assertThat(host.bulkhead("rollback", "--yes").exit()).isEqualTo(3);
      assertThat(host.text("cat", KPTR)).isEqualTo("2");
      host.shell("echo 1 > " + KPTR).exits(0);
      host.bulkhead("rollback", "--yes").exits(0);
      assertThat(state(host)).isEqualTo(before);
    }
  }

  /** Of the change about the parameter: it is first in its line. */
  private static String number(String plan) {
    return plan.lines()
        .filter(line -> line.contains("~ ") && line.contains("kernel.kptr_restrict"))
        .map(line -> line.strip().split(" ")[0])
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such change in\n" + plan));
  }

  private static void prepare(RigHost host) {
    host.shell(
            """
            mkdir -p /run/fake && echo 0 > /run/fake/kptr
            mount --bind /run/fake/kptr /proc/sys/kernel/kptr_restrict
            getent group docker | grep -q dev || { useradd dev; gpasswd -a dev docker; }
            """)
        .exits(0);
  }

  private static String state(RigHost host) {
    return host.text(
        "sh",
        "-c",
        "cat /etc/group /etc/gshadow " + KPTR + "; ls -A /etc/sysctl.d /etc/modprobe.d");
  }
}
