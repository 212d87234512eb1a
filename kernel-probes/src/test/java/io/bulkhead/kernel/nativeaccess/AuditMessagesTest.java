package io.bulkhead.kernel.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules as a real kernel lists them; what auditctl said of them is in the folder's ORIGIN.md. */
class AuditMessagesTest {
  private static final List<AuditRule> RULES = recorded();

  @Test
  void watches_of_every_call_are_wide() {
    assertThat(RULES.get(0))
        .isEqualTo(new AuditRule("/usr/sbin/dockerd", false, "wa", "docker", false, false));
    assertThat(RULES.get(1))
        .isEqualTo(new AuditRule("/etc/docker", true, "wa", "docker", false, false));
    assertThat(RULES.get(4)).isEqualTo(new AuditRule("/etc/ssh", true, "wa", "new", false, false));
  }

  @Test
  void one_call_one_user_or_programs_of_32_bits_narrow_a_rule() {
    assertThat(RULES.get(2))
        .isEqualTo(new AuditRule("/etc/shadow", false, "r", "some", true, false));
    assertThat(RULES.get(3))
        .isEqualTo(new AuditRule("/etc/passwd", false, "wa", "one", true, false));
    assertThat(RULES.get(5))
        .isEqualTo(new AuditRule("/etc/hosts", false, "wa", "old", true, false));
  }

  @Test
  void a_rule_that_takes_records_out_says_so() {
    assertThat(RULES.get(6)).isEqualTo(new AuditRule("/etc/fstab", false, "rwxa", "", false, true));
  }

  private static List<AuditRule> recorded() {
    String name = "debian12-audit-rules.hex";
    try (InputStream in = AuditMessagesTest.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(HexFormat.of()::parseHex).map(AuditMessages::rule).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
