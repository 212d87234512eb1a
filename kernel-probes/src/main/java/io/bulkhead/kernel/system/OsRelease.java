package io.bulkhead.kernel.system;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.kernel.view.HostView;
import java.util.HashMap;
import java.util.Map;

/** Reads os-release(5). */
public final class OsRelease {
  private static final String ETC = "/etc/os-release";

  private OsRelease() {}

  static Reading<HostSnapshot.Os> read(HostView view) {
    HostFiles files = view.files();
    return view.foreignFiles()
        .map(why -> Reading.<HostSnapshot.Os>unreadable(Origin.observed(ETC), why))
        .orElseGet(
            () ->
                files
                    .text(ETC)
                    .fold(
                        seen -> seen, absent -> files.text("/usr/lib/os-release"), unseen -> unseen)
                    .map(OsRelease::parse));
  }

  /** The file's own defaults apply: ID {@code linux}, PRETTY_NAME {@code Linux}. */
  public static HostSnapshot.Os parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.charAt(0) != '#') {
        values.put(line.substring(0, equals).strip(), unquote(line.substring(equals + 1).strip()));
      }
    }
    return new HostSnapshot.Os(
        values.getOrDefault("ID", "linux"),
        values.getOrDefault("VERSION_ID", ""),
        values.getOrDefault("PRETTY_NAME", "Linux"));
  }

  /** Shell quoting: single quotes keep everything, double quotes and bare words know backslash. */
  private static String unquote(String value) {
    int last = value.length() - 1;
    boolean quoted =
        last > 0
            && value.charAt(0) == value.charAt(last)
            && (value.charAt(0) == '"' || value.charAt(0) == '\'');
    String inner = quoted ? value.substring(1, last) : value;
    if (quoted && value.charAt(0) == '\'') {
      return inner;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      boolean escape = inner.charAt(i) == '\\' && i + 1 < inner.length();
      plain.append(inner.charAt(escape ? ++i : i));
    }
    return plain.toString();
  }
}
