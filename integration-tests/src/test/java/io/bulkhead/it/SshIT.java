package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes applied over a real SSH connection, which dies; and what counts as a new login. */
@RealEngine
class SshIT {
  private static final String SSH =
      "ssh -o StrictHostKeyChecking=no -o LogLevel=ERROR root@127.0.0.1 ";
  private static final String SHARED =
      "ssh -o StrictHostKeyChecking=no -o LogLevel=ERROR -o ControlMaster=auto"
          + " -o ControlPath=/root/.ssh/shared -o ControlPersist=60 root@127.0.0.1 ";
  private static final String APPLY =
      Bulkhead.LAUNCHER + " apply --only FIL-001,DMN-001 --yes=all --confirm-within 5m";
  private static final String CONFIRM = Bulkhead.LAUNCHER + " confirm";

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void a_dead_connection_does_not_stop_it_and_only_a_new_one_confirms(String suite) {
    try (RigHost host = RigHost.up("ssh", suite)) {
      serve(host, suite);
      host.shell(
          "("
              + SSH
              + "'"
              + APPLY
              + "' >/tmp/out 2>&1 &) ; until [ -e /etc/docker/daemon.json ]; do sleep 0.05; done;"
              + " pkill -9 -f '^sshd[a-z-]*: root@'");
      host.shell("until " + Bulkhead.LAUNCHER + " status | grep 'waits for'; do sleep 1; done")
          .exits(0);
      assertThat(host.shell(SSH + "'" + CONFIRM + "'").exits(0).out()).contains("is final");
      assertThat(host.bulkhead("history").exits(0).out()).contains("confirmed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void another_shell_in_the_old_connection_is_no_new_login(String suite) {
    try (RigHost host = RigHost.up("ssh", suite)) {
      serve(host, suite);
      // one command inside: the shared connection ends with it
      String both = SHARED + "'" + APPLY + "' || [ $? = 7 ]; " + SHARED + "'" + CONFIRM + "'";
      Ran shared = host.shell(both).exits(3);
      assertThat(shared.err()).contains("the SSH connection that the changes were applied over");
      host.shell(SSH + "'" + CONFIRM + "'").exits(0);
    }
  }

  private static void serve(RigHost host, String suite) {
    host.install(suite, "openssh-server", "openssh-client");
    host.shell(
            """
            ip link set lo up
            mkdir -p -m 700 /root/.ssh
            ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
            cp /root/.ssh/id_ed25519.pub /root/.ssh/authorized_keys
            systemctl start ssh
            docker info >/dev/null
            chmod 0666 /run/docker.sock
            """)
        .exits(0);
  }
}
