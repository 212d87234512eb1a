package io.bulkhead.audit.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"http-proxy\": \"http://u:p@proxy:3128\" | \"http-proxy\": \"http://(redacted)@proxy:3128\"",
        "\"splunk-token\": \"abc\\\"def\", \"a\": 1 | \"splunk-token\": \"(redacted)\", \"a\": 1",
        "level=error password=hunter2 x | level=error password=(redacted) x",
        "AWS_SECRET_ACCESS_KEY=abc x | AWS_SECRET_ACCESS_KEY=(redacted) x",
      })
  void secrets_are_hidden_and_the_rest_stays(String line, String shown) {
    assertThat(Redaction.of(line)).isEqualTo(shown);
  }

  @Test
  void no_line_of_a_private_key_is_shown_in_a_diff() {
    byte[] key =
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n"
            .getBytes(StandardCharsets.UTF_8);
    List<String> diff = List.of("@@ -0,0 +1 @@", "+MIIEvQIBADANBgkqhkiG9w0BAQEFAASC");
    assertThat(Redaction.diff(diff, new byte[0], key))
        .containsExactly("@@ -0,0 +1 @@", "+(redacted)");
    assertThat(Redaction.diff(diff, new byte[0], new byte[0])).isEqualTo(diff);
  }

  @Test
  void a_path_of_a_key_is_no_secret() {
    String line = "\"tlskey\": \"/etc/docker/tls/key.pem\",";
    assertThat(Redaction.of(line)).isEqualTo(line);
  }

  /** Spellings, encodings and places by which a secret may try to get past. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTPS_PROXY=https://user:hunter2@proxy:3128/",
        "proxy user:hunter2@proxy:3128 of https://x:hunter2@h",
        "user:hunter2@proxy:3128",
        "https://hunter2@registry.example/v2/",
        "tcp://:hunter2@10.0.0.1:2376",
        "//user:hunter2@host",
        "{\"auth-token\":\"hunter2\"}",
        "{\"a\": {\"Password\" : \"hunter2 with \\\"quotes\\\"\"}}",
        "{\"password\": \"hunter2 and the line ends",
        "level=error msg=\"bad\" PGPASSWORD=hunter2",
        "--registry-password hunter2 --debug",
        "--registry-password=hunter2",
        "--token='hunter2 x'",
        "dbpassword: hunter2",
        "Authorization: Bearer hunter2",
        "ENV API_KEY=hunter2",
        "splunk-token=hunter2,splunk-url=https://h",
        "x-api-key: hunter2"
      })
  void no_spelling_gets_past(String line) {
    assertThat(Redaction.of(line)).doesNotContain("hunter2").contains(Redaction.MARK);
    assertThat(Redaction.of(Redaction.of(line))).isEqualTo(Redaction.of(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"icc\": false, \"hosts\": [\"tcp://10.0.0.1:2376\"]}",
        "/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock",
        "kernel.kptr_restrict = 1",
        "mail to root@host about it",
        "--authorization-plugin=opa",
        "POSTGRES_PASSWORD_FILE=/run/secrets/pg",
        "git@github.com:x/y",
        "registry:5000/alpine:3.18@sha256:0123abcd",
        "alpine:3.18@sha256:0123abcd"
      })
  void what_is_no_secret_stays(String line) {
    assertThat(Redaction.of(line)).isEqualTo(line);
  }

  @Test
  void members_are_hidden_by_name_at_any_depth() {
    ConfigValue options =
        new ConfigValue.Table(
            Map.of(
                "splunk-token",
                ConfigValue.of("hunter2"),
                "in",
                new ConfigValue.Items(List.of(ConfigValue.of("https://a:hunter2@h")))));
    assertThat(Redaction.value(options).toString())
        .doesNotContain("hunter2")
        .contains("https://(redacted)@h");
    assertThat(Redaction.of("tag", "{{.Name}}")).isEqualTo("{{.Name}}");
  }

  @Test
  @Timeout(5)
  void a_long_line_takes_no_long_time() {
    assertThat(Redaction.of("token".repeat(20_000))).isNotEmpty();
    assertThat(Redaction.of("\"token".repeat(20_000))).isNotEmpty();
    assertThat(Redaction.of("a".repeat(100_000) + "=")).isNotEmpty();
    assertThat(Redaction.of("//" + "a:".repeat(50_000))).isNotEmpty();
    assertThat(Redaction.of("//a".repeat(50_000))).isNotEmpty();
  }
}
