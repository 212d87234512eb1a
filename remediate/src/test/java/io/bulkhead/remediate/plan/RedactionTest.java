package io.bulkhead.remediate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"http-proxy\": \"http://u:p@proxy:3128\" | \"http-proxy\": \"http://<redacted>@proxy:3128\"",
        "\"splunk-token\": \"abc\\\"def\", \"a\": 1 | \"splunk-token\": \"<redacted>\", \"a\": 1",
        "level=error password=hunter2 x | level=error password=<redacted> x",
        "AWS_SECRET_ACCESS_KEY=abc x | AWS_SECRET_ACCESS_KEY=<redacted> x",
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
        .containsExactly("@@ -0,0 +1 @@", "+<redacted>");
    assertThat(Redaction.diff(diff, new byte[0], new byte[0])).isEqualTo(diff);
  }

  @Test
  void a_path_of_a_key_is_no_secret() {
    String line = "\"tlskey\": \"/etc/docker/tls/key.pem\",";
    assertThat(Redaction.of(line)).isEqualTo(line);
  }
}
