package io.bulkhead.kernel.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WantedLinesTest {
  private final WantedLines wanted = new WantedLines(List.of("/usr/bin/docker", "/bin/runc"));

  @ParameterizedTest
  @CsvSource({
    "/., false",
    "'', false",
    "/.|/usr/bin/docker|/usr/share, true",
    "/.|/bin/runc, true",
    "/bin/runc|, true",
    "/usr/bin/docker-init|/usr/bin, false",
    "/x/usr/bin/docker, false"
  })
  void only_whole_lines_count_also_the_first_and_one_without_an_end(String text, boolean held) {
    byte[] bytes = text.replace('|', '\n').getBytes(StandardCharsets.UTF_8);
    assertThat(wanted.hold(bytes)).isEqualTo(held);
  }
}
