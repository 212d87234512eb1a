package io.bulkhead.kernel.nativeaccess;

import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import io.bulkhead.kernel.probes.HostCalls.AuditRule.Trait;
import io.bulkhead.kernel.probes.HostCalls.AuditStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Messages of the audit system (linux/audit.h). */
public final class AuditMessages {
  private static final int FIELDS = 64;
  private static final int NUMBERS = 12 + 4 * FIELDS;
  private static final int VALUES = NUMBERS + 4 * FIELDS;
  private static final int TEXT = VALUES + 8 * FIELDS + 4;

  private static final int OPERATORS = VALUES + 4 * FIELDS;

  private static final int MASK = 12;
  private static final int PREPEND = 0x10;
  private static final int FILTER_TASK = 1;
  private static final int FILTER_EXIT = 4;
  private static final int FILTER_EXCLUDE = 5;
  private static final int NEVER = 0;

  private static final int ARCH = 11;
  private static final int MSGTYPE = 12;
  private static final int WATCH = 105;
  private static final int PERM = 106;
  private static final int DIR = 107;
  private static final int EXE = 112;
  private static final int KEY = 210;

  private static final int EQUAL = 0x40000000;

  /** Records without which nobody learns which file was changed: SYSCALL and PATH. */
  private static final Set<Integer> NEEDED = Set.of(1300, 1302);

  /** Fields that take nothing away from a watch. */
  private static final Set<Integer> WIDE = Set.of(WATCH, PERM, DIR, KEY, MSGTYPE);

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
    }
    Set<Trait> traits = traits(in, count);
    if (path.isEmpty() && traits.contains(Trait.NEVER)) {
      return new AuditRule("/", true, permissions, key, traits);
    }
    boolean exit = filter(in) == FILTER_EXIT;
    return new AuditRule(exit ? path : "", directory, permissions, key, traits);
  }

  private static int filter(ByteBuffer in) {
    return (int) word(in, 0) & ~PREPEND;
  }

  private static Set<Trait> traits(ByteBuffer in, int count) {
    EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    int filter = filter(in);
    boolean drops = false;
    for (int i = 0; i < count; i++) {
      int field = (int) word(in, NUMBERS + 4 * i);
      int value = (int) word(in, VALUES + 4 * i);
      boolean equal = word(in, OPERATORS + 4 * i) == EQUAL;
      if (field == ARCH && equal) {
        traits.add(value < 0 ? Trait.ONLY_64 : Trait.ONLY_32);
      } else if (!WIDE.contains(field)) {
        traits.add(Trait.NARROWED);
      }
      drops |= field == MSGTYPE && (!equal || NEEDED.contains(value));
    }
    if (filter == FILTER_EXIT && someCallsOnly(in)) {
      traits.add(Trait.NARROWED);
    }
    boolean never = word(in, 4) == NEVER;
    boolean excludes = filter == FILTER_EXCLUDE && (drops || traits.contains(Trait.NARROWED));
    if (excludes || (never && filter == FILTER_TASK)) {
      traits.addAll(List.of(Trait.NEVER, Trait.ANYWHERE));
    } else if (never && filter == FILTER_EXIT) {
      traits.add(Trait.NEVER);
    }
    return traits;
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
