package io.bulkhead.remediate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.remediate.apply.Login;
import io.bulkhead.remediate.guard.Logins.Ancestor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private static final String SSH = "192.0.2.7 50000 192.0.2.1 22";

  private static Ancestor process(String name, long ticks) {
    return new Ancestor(name, name, ticks, "");
  }

  private static Ancestor daemon(String title, long ticks) {
    return new Ancestor("sshd", title, ticks, "");
  }

  @Test
  void over_ssh_it_began_with_the_connection_and_sudo_does_not_matter() {
    Login login =
        Logins.of(
            List.of(
                process("java", 9000),
                process("sudo", 8990),
                new Ancestor("bash", "-bash", 5000, SSH),
                daemon("sshd: dev@pts/0", 4990),
                daemon("sshd: dev [priv]", 4900),
                daemon("sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups", 100)));
    assertThat(login).isEqualTo(new Login(Duration.ofSeconds(49), SSH));
  }

  @Test
  void a_new_shell_in_an_old_connection_is_as_old_as_the_connection() {
    Login login =
        Logins.of(
            List.of(
                process("java", 9000),
                new Ancestor("bash", "-bash", 8900, SSH),
                new Ancestor("sshd-session", "sshd-session: dev@pts/3", 500, ""),
                new Ancestor("sshd-session", "sshd-session: dev [priv]", 400, ""),
                daemon("sshd: /usr/sbin/sshd -D [listener] 1 of 10-100 startups", 100)));
    assertThat(login.began()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void at_the_console_it_began_below_login_which_waits_since_the_boot() {
    Login login =
        Logins.of(List.of(process("java", 900), process("bash", 800), process("login", 10)));
    assertThat(login).isEqualTo(new Login(Duration.ofSeconds(8), ""));
  }

  @Test
  void a_multiplexer_is_as_old_as_its_server() {
    Login login =
        Logins.of(
            List.of(process("java", 900), process("bash", 890), process("tmux: server", 200)));
    assertThat(login.began()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void this_process_has_one() {
    Login login = Logins.current();
    assertThat(login.began()).isPositive().isLessThan(Uptime.now());
  }
}
