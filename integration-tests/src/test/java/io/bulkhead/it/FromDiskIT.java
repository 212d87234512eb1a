package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A set that was killed in the middle, on whole hosts, and whose journal is gone: what lies beside
 * the files is enough for the way back, also of values and of the engine.
 */
@RealEngine
class FromDiskIT {
  /** One of this host's own: its network namespace has it. */
  private static final String REDIRECTS = "/proc/sys/net/ipv4/conf/all/send_redirects";

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void without_its_journal_a_killed_set_goes_back_when_asked_to(String suite) {
    try (RigHost host = RigHost.up("fromdisk", suite)) {
      host.shell(
              """
              echo '{"debug": false}' >/etc/docker/daemon.json
              docker info >/dev/null
              """)
          .exits(0);
      String etc = host.footprint("/etc");
      assertThat(host.text("cat", REDIRECTS)).isEqualTo("1");
      String set = "apply --only DMN-001,HST-080 --yes=all --no-guard";
      host.shell(
          "systemd-run -q --collect "
              + Machine.CHECKOUT.resolve("bulkhead")
              + " "
              + set
              + "; until [ \"$(cat "
              + REDIRECTS
              + ")\" = 0 ]; do sleep 0.02; done; kill -KILL $(head -n 1 /var/lib/bulkhead/lock.info)");
      assertThat(host.footprint("/etc")).isNotEqualTo(etc);
      assertThat(host.bulkhead("recover", "--from-disk", "--yes").exits(3).err())
          .contains("the journal can be read and knows change set");

      host.shell("rm -r /var/lib/bulkhead/journal").exits(0);
      assertThat(host.bulkhead("status").out()).contains("the journal is gone");
      assertThat(host.bulkhead("recover").exits(3).err()).contains("recover --from-disk");
      assertThat(host.bulkhead("apply", "--only", "DMN-002", "--yes").exits(3).err())
          .contains("the journal is gone, but 1 change set has left files here");
      host.bulkhead("recover", "--from-disk").exits(64);
      assertThat(host.bulkhead("recover", "--from-disk", "--yes").exits(0).err())
          .contains("taken back without its journal", "exactly as before it (checked)");

      assertThat(host.footprint("/etc")).isEqualTo(etc);
      assertThat(host.text("cat", REDIRECTS)).isEqualTo("1");
      assertThat(host.text("docker", "info", "-f", "{{.ID}}")).isNotEmpty();
      host.bulkhead("history", "verify").exits(0);
    }
  }
}
