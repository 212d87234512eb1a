package io.bulkhead.audit.checks.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTextTest {
  @ParameterizedTest
  @CsvSource({
    "/var/run/docker.sock, /run/docker.sock",
    "/var/run, /run",
    "/var/runner, /var/runner",
    "//run/./x/../docker.sock/, /run/docker.sock",
    "/../.., /",
    "/, /",
  })
  void plain_spelling(String path, String plain) {
    assertThat(PathText.plain(path)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /run/docker.sock, true",
    "/var/run, /run/docker.sock, true",
    "/run, /var/run/docker.sock, true",
    "/ru, /run/docker.sock, false",
    "/run/docker.sock/x, /run/docker.sock, false",
    "/var, /run/docker.sock, false",
    "/var, /var/run/docker.sock, true",
  })
  void a_directory_holds_what_is_below_it(String directory, String path, boolean holds) {
    assertThat(PathText.holds(directory, path)).isEqualTo(holds);
  }
}
