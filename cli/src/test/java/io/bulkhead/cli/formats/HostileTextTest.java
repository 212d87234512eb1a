package io.bulkhead.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.cli.report.Audits;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of report with every kind of text that somebody might plant. */
class HostileTextTest {
  private static final String MARK = "planted";

  static Stream<Arguments> all() {
    return Stream.of(ReportFormat.values())
        .flatMap(
            format ->
                Stream.of(
                        "\u001b[2J\u001b]0;title\u0007\u009b31m\r\b\u0000\u007f",
                        "\u202e\u2066\u200b\ufeff\u2028\u00ad\ue000",
                        "\ud800 \udc00 \ufffe \uffff \ufffd",
                        "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
                        "\"><svg/onload=alert(1)>'<!-- ]]> --> &lt;&amp; <?x?>",
                        "`` ` ``` [a](javascript:x) ![i](https://e.example/x) @team #1 <b> https://e.example",
                        "| a | b |\n|---|---|\n\n# head\n\n    code\n- [ ] x",
                        "=cmd|' /C calc'!A0",
                        "\t=1+1",
                        "line\none,\"two\"\r\n@three",
                        "\\\"} 1\nbulkhead_fixable_checks 0\n# EOF\n",
                        "😀 ünïcode 漢字",
                        "x".repeat(1 << 20))
                    .map(text -> Arguments.of(format, text)));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("all")
  void is_harmless_whole_and_bounded(ReportFormat format, String outside) {
    String report = Written.as(format, Written.compared(MARK + outside));
    assertThat(report).contains(MARK);
    assertThat(report.codePoints().filter(HostileTextTest::dangerous).toArray()).isEmpty();
    assertThat(new String(report.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .as("can be encoded")
        .isEqualTo(report);
    if (format != ReportFormat.JSON) {
      assertThat(report.length()).isLessThan(1 << 19);
    }
  }

  @ParameterizedTest
  @MethodSource("io.bulkhead.cli.report.Audits#samples")
  void the_hosts_of_the_other_tests_are_written_in_every_form(
      io.bulkhead.audit.snapshot.HostSnapshot host) {
    for (ReportFormat format : ReportFormat.values()) {
      assertThat(Written.as(format, Audits.of(host))).isNotBlank();
    }
  }

  /** Controls but for ends of lines, reordering, invisible characters, halves of characters. */
  private static boolean dangerous(int c) {
    int type = Character.getType(c);
    return (c < 0x20 && c != '\n' && c != '\r')
        || (c >= 0x7f && c <= 0x9f)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.PRIVATE_USE
        || type == Character.LINE_SEPARATOR
        || type == Character.UNASSIGNED;
  }
}
