package io.bulkhead.kernel.system;

import java.nio.charset.StandardCharsets;

/**
 * The header of an x86 boot image (Documentation/arch/x86/boot.rst): at 0x202 the letters HdrS, at
 * 0x20e where, counted from 0x200, the kernel's version text stands.
 */
final class BootImage {
  /** How much of a file is looked at; the text stands in the set-up code before the kernel. */
  static final int HEAD = 1 << 16;

  private static final int MAGIC_AT = 0x202;
  private static final int POINTER_AT = 0x20e;
  private static final int BASE = 0x200;

  private BootImage() {}

  /** Number and date of the build as {@code uname -v} has them; empty if it does not tell. */
  static String build(byte[] head) {
    if (head.length < POINTER_AT + 2 || !isMagic(head)) {
      return "";
    }
    int at = BASE + ((head[POINTER_AT] & 0xff) | (head[POINTER_AT + 1] & 0xff) << 8);
    int end = at;
    while (end < head.length && head[end] != 0) {
      end++;
    }
    if (at == BASE || end >= head.length) {
      return "";
    }
    String banner = new String(head, at, end - at, StandardCharsets.UTF_8);
    int number = banner.indexOf(" #");
    return number < 0 ? "" : banner.substring(number + 1).strip();
  }

  private static boolean isMagic(byte[] head) {
    return head[MAGIC_AT] == 'H'
        && head[MAGIC_AT + 1] == 'd'
        && head[MAGIC_AT + 2] == 'r'
        && head[MAGIC_AT + 3] == 'S';
  }
}
