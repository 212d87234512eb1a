package io.bulkhead.audit.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {
  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD,hunter2",
    "dbPassword,hunter2",
    "POSTGRES_PASSWORD,hunter2",
    "api-key,hunter2",
    "AWS_SECRET_ACCESS_KEY,hunter2",
    "spring.datasource.password,hunter2",
    "SECRET_KEY_BASE,hunter2",
    "DB_PASSWORD_PROD,hunter2",
    "GITHUB_TOKEN_2,hunter2",
    "TOKEN,hunter2",
    "MYSQL_PWD,hunter2"
  })
  void a_name_that_says_so_hides_the_value(String name, String value) {
    Scrubber.Clean clean = Scrubber.value(name, value);
    assertThat(clean.text()).isEqualTo("(redacted)");
    assertThat(clean.signs()).containsExactly("its name says so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASS\u001b[31mWORD",
        "PASS\u200bWORD",
        "PASS\u009b1mWORD",
        "PASS\u001b]0;x\u0007WORD",
        "DB_\u202ePASSWORD",
        "PASS\bWORD"
      })
  void what_a_terminal_does_not_show_hides_no_name(String name) {
    assertThat(Scrubber.value(name, "hunter2").text()).isEqualTo("(redacted)");
    Scrubber.Clean step = Scrubber.text("RUN x " + name + "=hunter2 y");
    assertThat(step.signs()).hasSize(1);
    assertThat(step.text()).doesNotContain("hunter2");
    assertThat(Scrubber.value("X", "gl\u200bpat-0123456789abcdefghij").signs())
        .containsExactly("a GitLab token");
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRES_PASSWORD_FILE,/run/secrets/pg",
    "DB_PASSWORD,/run/secrets/db",
    "MYSQL_ALLOW_EMPTY_PASSWORD,yes",
    "PASSWORD_MIN_LENGTH,8",
    "TOKEN_URL,https://login.example",
    "SESSION_TOKEN_EXPIRES,3600",
    "PASS_THROUGH,all",
    "GPG_KEY,E3FF2839C048B25C084DEBE9B26995E310250568",
    "PWD,/srv",
    "TOKENIZER,fast",
    "COMPASS,north",
    "DB_PASSWORD,${SECRET}",
    "DB_PASSWORD,''"
  })
  void paths_switches_references_and_other_words_stay(String name, String value) {
    assertThat(Scrubber.value(name, value).signs()).isEmpty();
    assertThat(Scrubber.value(name, value).text()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "ghp_0123456789abcdefghijABCDEFGHIJ012345,a GitHub token",
    "AKIAIOSFODNN7EXAMPLE,an AWS access key",
    "glpat-0123456789abcdefghij,a GitLab token",
    "npm_0123456789abcdefghijABCDEFGHIJ012345,an npm token",
    "https://user:hunter2@db.example/x,a password in an address"
  })
  void secrets_are_known_by_their_form(String value, String sign) {
    assertThat(Scrubber.value("CONFIG", value).signs()).containsExactly(sign);
    assertThat(Scrubber.text("run --with " + value + " now").signs()).containsExactly(sign);
    assertThat(Scrubber.text("run --with " + value + " now").text())
        .contains("(redacted)")
        .doesNotContain("hunter2")
        .doesNotContain(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bin/sh -c #(nop)  ENV DB_PASSWORD=hunter2 my hunter2",
        "ENV DB_PASSWORD=hunter2 my hunter2",
        "|2 TOKEN=hunter2 hunter2 B=c /bin/sh -c make",
        "RUN |1 NPM_TOKEN=hunter2 /bin/sh -c npm ci # buildkit",
        "/bin/sh -c PASSWORD='hunter2 x' make",
        "/bin/sh -c export API_KEY=\"hunter2\"; make",
        "mysql --password=hunter2",
        "mysql --password hunter2",
        "curl -H 'Authorization: Bearer hunter2' x",
        "curl -H \"authorization: hunter2\" x",
        "LABEL db.password=hunter2",
        "git clone https://bot:hunter2@git.example/x"
      })
  void steps_and_commands_lose_what_they_must_not_show(String text) {
    Scrubber.Clean clean = Scrubber.text(text);
    assertThat(clean.text()).doesNotContain("hunter2").contains("(redacted)");
    assertThat(clean.signs()).hasSize(1);
    assertThat(clean.signs().toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bin/sh -c apt-get update && apt-get install -y curl",
        "CMD [\"nginx\" \"-g\" \"daemon off;\"]",
        "RUN /bin/sh -c echo $PASSWORD # buildkit",
        "ENTRYPOINT [\"/docker-entrypoint.sh\"]",
        "/bin/sh -c passwd -l root"
      })
  void ordinary_steps_stay_as_they_are(String text) {
    assertThat(Scrubber.text(text).text()).isEqualTo(text);
    assertThat(Scrubber.text(text).signs()).isEmpty();
  }

  @Test
  void a_private_key_goes_whole() {
    String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----";
    assertThat(Scrubber.value("CERT", key).text()).isEqualTo("(redacted)");
    assertThat(Scrubber.text("echo '" + key + "' > /k").text()).doesNotContain("MIIEow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=", "eyJ", "://a:", "\\", "--a ", "\"", "-----BEGIN ", "gh"})
  @Timeout(240) // with backtracking it would be hours
  void a_million_characters_take_no_longer_than_they_must(String piece) {
    String long1 = piece.repeat(1_000_000 / piece.length());
    assertThat(Scrubber.text("ENV " + long1).text()).isNotEmpty();
    assertThat(Scrubber.text(long1).text()).isNotEmpty();
    assertThat(Scrubber.value(long1, long1).text()).isNotEmpty();
  }
}
