package io.bulkhead.kernel.sockets;

/** Addresses of the socket tables: 32-bit words in the machine's byte order, here little-endian. */
final class Addresses {
  private static final int V4 = 8;
  private static final int V6 = 32;

  private Addresses() {}

  /** The usual text, IPv6 as RFC 5952 shortens it; unknown forms stay as they are. */
  static String text(String hex) {
    if ((hex.length() != V4 && hex.length() != V6) || !isHex(hex)) {
      return hex;
    }
    int[] bytes = new int[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int inWord = i / 4 * 4 + 3 - i % 4;
      bytes[i] = Integer.parseInt(hex.substring(inWord * 2, inWord * 2 + 2), 16);
    }
    return bytes.length == 4 ? v4(bytes, 0) : v6(bytes);
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static String v4(int[] b, int from) {
    return b[from] + "." + b[from + 1] + "." + b[from + 2] + "." + b[from + 3];
  }

  private static String v6(int[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = bytes[2 * i] << 8 | bytes[2 * i + 1];
    }
    if (isMapped(groups)) {
      return "::ffff:" + v4(bytes, 12);
    }
    int[] zeros = longestZeros(groups);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (zeros[1] > 1 && i == zeros[0]) {
        text.append("::");
        i += zeros[1] - 1;
      } else {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static boolean isMapped(int[] groups) {
    for (int i = 0; i < 5; i++) {
      if (groups[i] != 0) {
        return false;
      }
    }
    return groups[5] == 0xffff;
  }

  /** Start and length of the longest run of zero groups, the first of equals. */
  private static int[] longestZeros(int[] groups) {
    int[] best = {0, 0};
    int i = 0;
    while (i < groups.length) {
      int start = i;
      while (i < groups.length && groups[i] == 0) {
        i++;
      }
      if (i - start > best[1]) {
        best = new int[] {start, i - start};
      }
      i = i == start ? i + 1 : i;
    }
    return best;
  }
}
