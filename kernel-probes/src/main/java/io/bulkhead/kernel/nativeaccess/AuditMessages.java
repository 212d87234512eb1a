package io.bulkhead.kernel.nativeaccess;

import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import io.bulkhead.kernel.probes.HostCalls.AuditStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Messages of the audit system (linux/audit.h). */
public final class AuditMessages {
  private static final int FIELDS = 64;
  private static final int NUMBERS = 12 + 4 * FIELDS;
  private static final int VALUES = NUMBERS + 4 * FIELDS;
  private static final int TEXT = VALUES + 8 * FIELDS + 4;

  private static final int MASK = 12;
  private static final int FILTER_EXIT = 4;
  private static final int NEVER = 0;

  private static final int ARCH = 11;
  private static final int WATCH = 105;
  private static final int PERM = 106;
  private static final int DIR = 107;
  private static final int EXE = 112;
  private static final int KEY = 210;

  /** Set in the number of an architecture whose programs are those of a 64-bit system. */
  private static final int ARCH_64BIT = 0x80000000;

  /** Fields that take nothing away from a watch; of architectures, the 64-bit ones. */
  private static final Set<Integer> WIDE = Set.of(ARCH, WATCH, PERM, DIR, KEY);

  private AuditMessages() {}

  /** struct audit_status: mask, enabled, failure, pid, rate, backlog limit, lost. */
  static AuditStatus status(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    return new AuditStatus(word(in, 4), word(in, 12), word(in, 24));
  }

  private static long word(ByteBuffer in, int at) {
    return at + 4 <= in.limit() ? in.getInt(at) & 0xffffffffL : 0;
  }

  /** struct audit_rule_data: texts stand one after the other, their lengths are the values. */
  public static AuditRule rule(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    int count = (int) Math.min(word(in, 8), FIELDS);
    int text = TEXT;
    String path = "";
    String key = "";
    String permissions = "rwxa";
    boolean directory = false;
    boolean narrowed = word(in, 0) != FILTER_EXIT || someCallsOnly(in);
    for (int i = 0; i < count; i++) {
      int field = (int) word(in, NUMBERS + 4 * i);
      int value = (int) word(in, VALUES + 4 * i);
      if (field == PERM) {
        permissions = letters(value);
      } else if (isText(field)) {
        String said = text(message, text, value);
        text += value;
        path = field == WATCH || field == DIR ? said : path;
        directory |= field == DIR;
        key = field == KEY ? said : key;
      }
      narrowed |= !WIDE.contains(field) || (field == ARCH && (value & ARCH_64BIT) == 0);
    }
    return new AuditRule(path, directory, permissions, key, narrowed, word(in, 4) == NEVER);
  }

  /**
   * A watch is about every system call: all bits of the mask are set. The last word holds classes
   * of calls, which the kernel has replaced by their members (audit_to_entry_common).
   */
  private static boolean someCallsOnly(ByteBuffer in) {
    for (int i = 0; i < FIELDS - 1; i++) {
      if (word(in, MASK + 4 * i) != 0xffffffffL) {
        return true;
      }
    }
    return false;
  }

  /** Labels of subject and object (13 to 17, 19 to 23) are texts as well. */
  private static boolean isText(int field) {
    boolean label = (field >= 13 && field <= 17) || (field >= 19 && field <= 23);
    return label || field == WATCH || field == DIR || field == EXE || field == KEY;
  }

  private static String text(byte[] message, int at, int length) {
    boolean whole = length >= 0 && at + length <= message.length;
    return whole ? new String(message, at, length, StandardCharsets.UTF_8) : "";
  }

  private static String letters(int bits) {
    return ((bits & 4) != 0 ? "r" : "")
        + ((bits & 2) != 0 ? "w" : "")
        + ((bits & 1) != 0 ? "x" : "")
        + ((bits & 8) != 0 ? "a" : "");
  }
}
