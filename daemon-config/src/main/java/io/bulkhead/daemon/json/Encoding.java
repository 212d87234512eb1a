package io.bulkhead.daemon.json;

import io.bulkhead.audit.snapshot.HostFiles;

/** What must be settled about the bytes before they can be read as text. */
final class Encoding {
  private Encoding() {}

  /** Length of a UTF-8 byte order mark at the start: 3 or 0. */
  static int bom(byte[] bytes) {
    return starts(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
  }

  static void check(byte[] bytes) throws JsonProblem {
    if (bytes.length > HostFiles.LIMIT) {
      throw new JsonProblem(
          1,
          1,
          "the file has %d bytes, at most %d are read".formatted(bytes.length, HostFiles.LIMIT),
          "check whether this is the configuration file");
    }
    if (starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF) || wide(bytes)) {
      throw new JsonProblem(1, 1, "the file is UTF-16", "save it as UTF-8");
    }
    Places places = new Places(bytes);
    for (int i = 0; i < bytes.length; ) {
      int length = sequence(bytes, i);
      if (length == 0) {
        throw places.problem(
            i, "byte 0x%02X is not UTF-8".formatted(bytes[i] & 0xFF), "save the file as UTF-8");
      }
      i += length;
    }
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** UTF-16 without a mark: one of the first two bytes is NUL. */
  private static boolean wide(byte[] bytes) {
    return bytes.length >= 2 && (bytes[0] == 0) != (bytes[1] == 0);
  }

  /** Length of the UTF-8 sequence at {@code i} (RFC 3629), 0 if there is none. */
  private static int sequence(byte[] b, int i) {
    int first = b[i] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || i + length > b.length) {
      return 0;
    }
    int second = b[i + 1] & 0xFF;
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((b[i + k] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
