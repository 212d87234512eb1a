package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads /etc/subuid and /etc/subgid (subuid(5)). */
final class Subordinates {
  private static final List<String> FILES = List.of("/etc/subuid", "/etc/subgid");
  private static final Pattern LINE = Pattern.compile("([^:#\\s]+):(\\d{1,10}):(\\d{1,10})\\s*");

  private Subordinates() {}

  /** All ranges; unreadable if one of the files is, or has a line that is none. */
  static Reading<List<Daemon.Subordinate>> read(HostFiles files) {
    List<Daemon.Subordinate> ranges = new ArrayList<>();
    for (String file : FILES) {
      Reading<String> text = files.text(file);
      if (text instanceof Reading.Unreadable<String> unseen) {
        return Reading.unreadable(unseen.origin(), unseen.reason());
      }
      for (String line : text.seen().orElse("").split("\n")) {
        Matcher range = LINE.matcher(line);
        if (range.matches()) {
          ranges.add(
              new Daemon.Subordinate(
                  file,
                  range.group(1),
                  Long.parseLong(range.group(2)),
                  Long.parseLong(range.group(3))));
        } else if (!line.isBlank()) {
          return Reading.unreadable(Origin.observed(file), "a line is no NAME:FIRST:COUNT");
        }
      }
    }
    return Reading.present(ranges, Origin.observed(String.join(" and ", FILES)));
  }
}
