package io.bulkhead.cli.host;

import io.bulkhead.remediate.FileState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When a file was changed last. */
final class Edited {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Edited() {}

  /** In words; empty if it is not known. */
  static String at(FileState state) {
    if (!(state instanceof FileState.Regular file) || !file.modified().matches("\\d{1,12}\\..*")) {
      return "";
    }
    long seconds = Long.parseLong(file.modified().substring(0, file.modified().indexOf('.')));
    return FORM.format(Instant.ofEpochSecond(seconds));
  }
}
