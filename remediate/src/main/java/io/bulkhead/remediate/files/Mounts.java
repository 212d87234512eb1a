package io.bulkhead.remediate.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Mount points of this process. */
final class Mounts {
  private static final int MOUNT_POINT = 4;

  private Mounts() {}

  /** True if something is mounted exactly at a path; renaming over it gives EBUSY. */
  static boolean at(Path path) {
    try {
      List<String> lines =
          Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1);
      String wanted =
          new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      return lines.stream().map(Mounts::mountPoint).anyMatch(wanted::equals);
    } catch (IOException e) {
      return false;
    }
  }

  private static String mountPoint(String line) {
    String[] fields = line.split(" ", MOUNT_POINT + 2);
    return fields.length <= MOUNT_POINT ? "" : unescaped(fields[MOUNT_POINT]);
  }

  /** Space, tab, newline and backslash are written as three octal digits. */
  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 3 < field.length()) {
        text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
