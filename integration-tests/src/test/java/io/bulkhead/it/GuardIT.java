package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Timed confirmation on whole hosts: what is not confirmed from a new login goes back by itself,
 * whoever is dead by then. The change takes the API socket away from all users and restarts the
 * engine with other settings.
 */
@RealEngine
class GuardIT {
  private static final String[] SET = {"--only", "FIL-001,DMN-001", "--yes=all"};
  private static final Duration LONG = Duration.ofSeconds(90);

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void what_a_new_login_confirms_stays(String suite) {
    try (RigHost host = up(suite)) {
      String etc = host.footprint("/etc");
      Ran session = host.shell(apply("300s") + "; " + launcher() + " confirm || echo \"got $?\"");
      assertThat(session.said()).contains("Not final yet", "exit 7");
      assertThat(session.said()).contains("session began before the changes", "got 3");
      assertThat(inForce(host)).isTrue();

      assertThat(host.bulkhead("status").exits(0).out()).contains("waits for its confirmation");
      assertThat(host.bulkhead("audit").exits(0).err()).contains("bulkhead confirm");
      Ran other = host.bulkhead("apply", "--yes", "--only", "DMN-002").exits(3);
      assertThat(other.err()).contains("nothing else is applied before");
      assertThat(host.bulkhead("confirm", "no-such-set").exit()).isNotZero();
      assertThat(timers(host)).isNotEmpty();

      assertThat(host.bulkhead("confirm", "--extend", "5m").exits(7).out()).contains("undone at");
      host.bulkhead("confirm").exits(0);
      assertThat(host.bulkhead("confirm").exits(0).out()).contains("confirmed already");
      assertThat(timers(host)).isEmpty();
      assertThat(bootUnit(host)).isFalse();
      assertThat(inForce(host)).isTrue();
      host.bulkhead("rollback", "--yes").exits(0);
      assertThat(host.footprint("/etc")).isEqualTo(etc);
    }
  }

  /** The owner of the socket decides who gets in, forwards and backwards. */
  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void a_rollback_that_can_lock_out_is_guarded_too_and_people_are_warned(String suite) {
    try (RigHost host = RigHost.up("guard", suite)) {
      host.shell(
              """
              useradd -m dev || true
              printf '#!/bin/sh\\ncat >>/run/walled\\n' >/run/wall
              chmod +x /run/wall
              mount --bind /run/wall /usr/bin/wall
              chown dev:docker /run/docker.sock
              """)
          .exits(0);
      host.bulkhead("apply", "--only", "FIL-002", "--yes=all", "--no-guard").exits(0);
      assertThat(host.bulkhead("rollback", "--yes").exits(64).err()).contains("can cut off access");
      assertThat(host.bulkhead("rollback", "--yes=all").exits(64).err())
          .contains("nobody said what happens then");
      Ran undone = host.bulkhead("rollback", "--yes=all", "--confirm-within", "63s").exits(7);
      assertThat(undone.out()).contains("otherwise this rollback is undone");
      assertThat(owner(host)).isEqualTo("dev");
      await(() -> host.shell("cat /run/walled || true").out().contains("waits for its"));
      host.bulkhead("rollback", "--yes").exits(0);
      assertThat(owner(host)).isEqualTo("root");

      host.bulkhead("rollback", "--yes=all", "--confirm-within", "10s").exits(7);
      await(() -> !pending(host));
      assertThat(owner(host)).isEqualTo("root");
      List<String> log = host.text("journalctl", "-t", "bulkhead", "-o", "cat").lines().toList();
      assertThat(log).doesNotHaveDuplicates().anyMatch(line -> line.contains("taken back by"));
    }
  }

  private static String owner(RigHost host) {
    return host.text("stat", "-c", "%U", "/run/docker.sock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void without_a_confirmation_it_goes_back_though_tool_and_engine_are_dead(String suite) {
    try (RigHost host = up(suite)) {
      String etc = host.footprint("/etc");
      host.shell(apply("40s"));
      assertThat(inForce(host)).isTrue();
      host.shell("systemctl daemon-reload; systemctl daemon-reexec").exits(0);
      host.shell("systemctl stop docker.socket docker; pkill -9 -x dockerd || true");
      await(() -> !pending(host));
      assertThat(host.footprint("/etc")).isEqualTo(etc);
      assertThat(timers(host)).isEmpty();

      Ran late = host.bulkhead("confirm").exits(8);
      assertThat(late.said()).contains("was not confirmed before", "too late");
      assertThat(host.text("docker", "info", "-f", "{{.ID}}")).isNotEmpty();
      assertThat(icc(host)).isEqualTo("true");
      assertThat(host.bulkhead("history").exits(0).out()).contains("expired-undone");
      assertThat(host.text("journalctl", "-t", "bulkhead", "-o", "cat")).contains("not confirmed");
      assertThat(bootUnit(host)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"bookworm,true", "bookworm,false", "trixie,true", "trixie,false"})
  void a_boot_takes_it_back_before_the_engine_starts(String suite, boolean inOrder) {
    try (RigHost host = up(suite)) {
      String etc = host.footprint("/etc");
      host.shell(apply("1h"));
      assertThat(inForce(host)).isTrue();
      assertThat(bootUnit(host)).isTrue();
      host.boot(inOrder);
      assertThat(host.footprint("/etc")).isEqualTo(etc);
      assertThat(icc(host)).isEqualTo("true");
      assertThat(pending(host)).isFalse();
      assertThat(host.text("journalctl", "-b", "-t", "bulkhead", "-o", "cat"))
          .contains("Recovered");
      assertThat(host.bulkhead("confirm").exits(8).said()).contains("when the machine went down");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void a_tool_that_is_killed_or_stopped_and_a_guard_that_is_killed_do_not_matter(String suite) {
    try (RigHost host = up(suite)) {
      String etc = host.footprint("/etc");
      for (String signal : new String[] {"KILL", "STOP"}) {
        // a service of its own, which nobody ends together with this command
        host.shell(
                "systemd-run -q --collect " + words("20s") + "; " + UNTIL_CHANGED + holder(signal))
            .exits(0);
        assertThat(host.footprint("/etc")).isNotEqualTo(etc);
        await(() -> !pending(host));
        assertThat(host.footprint("/etc")).as(signal).isEqualTo(etc);
        assertThat(icc(host)).as(signal).isEqualTo("true");
        assertThat(host.bulkhead("status").exits(0).out()).contains("failed-undone");
      }
      host.shell(apply("10s"));
      host.shell(
              "until grep -q '\"expired\"' /var/lib/bulkhead/journal/*; do sleep 0.05; done; "
                  + holder("KILL"))
          .exits(0);
      await(() -> !pending(host));
      assertThat(host.footprint("/etc")).isEqualTo(etc);
      assertThat(icc(host)).isEqualTo("true");
      assertThat(host.bulkhead("status").exits(0).out()).contains("expired-undone");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void what_others_changed_in_the_same_file_meanwhile_survives_the_return(String suite) {
    try (RigHost host = up(suite)) {
      host.shell("echo '{\"debug\": false}' >/etc/docker/daemon.json").exits(0);
      host.shell(apply("30s"));
      assertThat(inForce(host)).isTrue();
      host.shell(
          "sed -i 's/\"debug\"/\"dns\": [\"192.0.2.53\"], \"debug\"/' /etc/docker/daemon.json");
      await(() -> !pending(host) && icc(host).equals("true"));
      String file = host.text("cat", "/etc/docker/daemon.json");
      assertThat(file).contains("192.0.2.53", "debug").doesNotContain("icc");
      assertThat(host.bulkhead("status").exits(0).err()).contains("meanwhile is kept");
    }
  }

  private static final String UNTIL_CHANGED =
      "until [ -e /etc/docker/daemon.json ]; do sleep 0.05; done; ";

  private static String holder(String signal) {
    return "kill -" + signal + " $(head -n 1 /var/lib/bulkhead/lock.info)";
  }

  private static RigHost up(String suite) {
    RigHost host = RigHost.up("guard", suite);
    host.shell("docker info >/dev/null; chmod 0666 /run/docker.sock").exits(0);
    return host;
  }

  private static String launcher() {
    return Bulkhead.LAUNCHER.toString();
  }

  /** A line of shell that applies and says the exit status. */
  private static String apply(String time) {
    return words(time) + " || echo \"exit $?\"";
  }

  private static String words(String time) {
    List<String> words = new ArrayList<>(List.of(launcher(), "apply"));
    words.addAll(List.of(SET));
    words.addAll(List.of("--confirm-within", time));
    return String.join(" ", words);
  }

  private static boolean inForce(RigHost host) {
    return host.text("stat", "-c", "%a", "/run/docker.sock").equals("660")
        && icc(host).equals("false");
  }

  private static String icc(RigHost host) {
    return host.text(
        "docker",
        "network",
        "inspect",
        "bridge",
        "-f",
        "{{index .Options \"com.docker.network.bridge.enable_icc\"}}");
  }

  private static String timers(RigHost host) {
    return host.text("systemctl", "list-units", "--all", "--no-legend", "bulkhead-guard-*");
  }

  private static boolean bootUnit(RigHost host) {
    return host.exec("test", "-e", "/etc/systemd/system/bulkhead-recover.service").exit() == 0;
  }

  private static boolean pending(RigHost host) {
    return host.exec("test", "-e", "/var/lib/bulkhead/pending").exit() == 0;
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(LONG);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }
}
