package io.bulkhead.kernel.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules as a real kernel lists them; what auditctl said of them is in the folder's ORIGIN.md. */
class RecordedAuditRulesTest {
  @Test
  void what_the_kernel_makes_of_rules_is_read_as_auditctl_reads_it() throws IOException {
    String name = "debian12-audit-rules.hex";
    try (InputStream in = RecordedAuditRulesTest.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      List<String> rules =
          text.lines()
              .map(HexFormat.of()::parseHex)
              .map(message -> AuditMessages.rule(message).toString())
              .toList();
      assertThat(rules)
          .containsExactly(
              "/usr/sbin/dockerd wa",
              "/etc/docker wa",
              "/etc/shadow r narrowed",
              "/etc/passwd wa narrowed",
              "/etc/ssh wa narrowed",
              "/etc/hosts wa narrowed",
              "never /etc/fstab rwxa");
    }
  }
}
