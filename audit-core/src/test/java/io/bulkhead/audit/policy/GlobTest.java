package io.bulkhead.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*,''",
    "*,anything/at:all",
    "web,web",
    "web-?,web-1",
    "registry.example/*,registry.example/a/b:1",
    "*:443/tcp,0.0.0.0:443/tcp",
    "a*b*c,a-b-b-c",
    "**,x",
    "[a],[a]"
  })
  void fits(String pattern, String text) {
    assertThat(new Glob(pattern).matches(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"web,web2", "web,Web", "web-?,web-", "a*b,ab-", "'',x", "a.c,abc", "a*b*c,a-c-b"})
  void does_not_fit(String pattern, String text) {
    assertThat(new Glob(pattern).matches(text)).isFalse();
  }

  @Test
  void a_wicked_pattern_takes_no_time() {
    Glob wicked = new Glob("*a".repeat(200) + "b");
    Assertions.assertThatCode(
            () ->
                org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> wicked.matches("a".repeat(20_000))))
        .doesNotThrowAnyException();
  }
}
