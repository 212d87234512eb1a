package io.bulkhead.remediate.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
      })
  void secrets_are_hidden_and_the_rest_stays(String line, String shown) {
    assertThat(Redaction.of(line)).isEqualTo(shown);
  }

  @Test
  void a_path_of_a_key_is_no_secret() {
    String line = "\"tlskey\": \"/etc/docker/tls/key.pem\",";
    assertThat(Redaction.of(line)).isEqualTo(line);
  }
}
