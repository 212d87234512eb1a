package io.bulkhead.kernel.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules in the kernel's own form (struct audit_rule_data of linux/audit.h). */
class AuditMessagesTest {
  private static final int EXIT = 4;
  private static final int NEVER = 0;
  private static final int ALWAYS = 2;
  private static final long EQUAL = 0x40000000L;

  /** A field with an equals sign; a text is its length, and stands behind. */
  private record Field(int number, long value, long operator, String text) {
    static Field of(int number, long value) {
      return new Field(number, value, EQUAL, "");
    }

    static Field of(int number, String text) {
      return new Field(number, text.length(), EQUAL, text);
    }
  }

  private static final Field DIRECTORY = Field.of(107, "/etc/docker");
  private static final Field WRITES = Field.of(106, 2 | 8);

  private static String rule(int list, int action, boolean allCalls, Field... fields) {
    StringBuilder texts = new StringBuilder();
    ByteBuffer out = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0, list).putInt(4, action).putInt(8, fields.length);
    for (int word = 0; word < 63; word++) {
      out.putInt(12 + 4 * word, allCalls ? -1 : word == 0 ? 4 : 0);
    }
    for (int i = 0; i < fields.length; i++) {
      out.putInt(268 + 4 * i, fields[i].number());
      out.putInt(524 + 4 * i, (int) fields[i].value());
      out.putInt(780 + 4 * i, (int) fields[i].operator());
      texts.append(fields[i].text());
    }
    byte[] bytes = texts.toString().getBytes(StandardCharsets.US_ASCII);
    out.putInt(1036, bytes.length);
    out.position(1040);
    out.put(bytes);
    return AuditMessages.rule(out.array()).toString();
  }

  @Test
  void watches_are_read_and_what_narrows_them_is_seen() {
    assertThat(rule(EXIT, ALWAYS, true, DIRECTORY, WRITES, Field.of(210, "docker")))
        .isEqualTo("/etc/docker wa");
    assertThat(rule(EXIT, ALWAYS, false, DIRECTORY, WRITES)).endsWith("narrowed");
    assertThat(rule(EXIT, ALWAYS, true, Field.of(1, 1000), DIRECTORY, WRITES)).endsWith("narrowed");
    assertThat(rule(EXIT, ALWAYS, true, Field.of(11, 0xc000003eL), DIRECTORY, WRITES))
        .endsWith("narrowed");
    assertThat(rule(EXIT | 0x10, NEVER, true, DIRECTORY)).isEqualTo("never /etc/docker rwxa");
  }

  @Test
  void rules_without_a_path_take_records_out_everywhere_or_are_about_no_file() {
    assertThat(rule(1, NEVER, false)).isEqualTo("never / rwxa");
    assertThat(rule(EXIT, NEVER, true)).isEqualTo("never / rwxa");
    assertThat(rule(5, NEVER, true, Field.of(12, 1302))).isEqualTo("never / rwxa");
    for (String other :
        List.of(
            rule(5, NEVER, true, Field.of(12, 1307)),
            rule(0, NEVER, true, Field.of(1, 0)),
            rule(7, ALWAYS, true, DIRECTORY, WRITES),
            rule(EXIT, ALWAYS, false))) {
      assertThat(other).startsWith(" ").doesNotContain("never");
    }
  }
}
