package io.bulkhead.kernel.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Software.Stated;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientVariablesTest {
  private static final Reading<Accounts> ACCOUNTS =
      Reading.present(
          new Accounts(
              List.of(
                  new Accounts.User("alice", 1000, 1000, "/home/alice", "/bin/bash"),
                  new Accounts.User("www", 33, 33, "/srv/www", "/usr/sbin/nologin")),
              List.of(),
              List.of()),
          Origin.observed("/etc/passwd"));

  private static List<Stated> read(FakeHostFiles files) {
    return new ClientVariables(files).read(ACCOUNTS).seen().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "DOCKER_CONTENT_TRUST=1,1",
    "export DOCKER_CONTENT_TRUST=true,true",
    "export DOCKER_CONTENT_TRUST='1' # all,1",
    "DOCKER_CONTENT_TRUST=,''",
    "unset DOCKER_CONTENT_TRUST,''",
    "DOCKER_CONTENT_TRUST DEFAULT=1,1",
  })
  void a_setting_is_found_as_a_shell_or_pam_would_take_it(String line, String value) {
    assertThat(read(new FakeHostFiles().put("/etc/environment", "A=b\n" + line + "\n")))
        .containsExactly(new Stated("/etc/environment:2", "DOCKER_CONTENT_TRUST", value, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "# DOCKER_CONTENT_TRUST=1",
    "MY_DOCKER_CONTENT_TRUST=1",
    "echo DOCKER_CONTENT_TRUST=1"
  })
  void what_sets_nothing_is_not_found(String line) {
    assertThat(read(new FakeHostFiles().put("/etc/environment", line + "\n"))).isEmpty();
  }

  @Test
  void profiles_of_all_and_of_persons_are_looked_into() {
    FakeHostFiles files =
        new FakeHostFiles()
            .directory("/etc/profile.d")
            .put("/etc/profile.d/docker.sh", "export DOCKER_CONTENT_TRUST=1\n")
            .put("/etc/profile.d/docker.csh", "setenv DOCKER_CONTENT_TRUST 0\n")
            .put("/home/alice/.profile", "DOCKER_CONTENT_TRUST=0\n")
            .put("/srv/www/.profile", "DOCKER_CONTENT_TRUST=0\n");
    assertThat(read(files)).extracting(Stated::whom).containsExactly("", "alice");
  }

  @Test
  void a_password_in_an_address_is_left_out() {
    assertThat(read(new FakeHostFiles().put("/etc/environment", "DOCKER_HOST=tcp://u:pw@h:2375\n")))
        .extracting(Stated::value)
        .containsExactly("tcp://h:2375");
  }
}
