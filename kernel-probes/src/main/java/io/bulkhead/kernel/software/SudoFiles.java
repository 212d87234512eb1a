package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Sudoers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads /etc/sudoers and what it includes (sudoers(5)). */
final class SudoFiles {
  static final String FIRST = "/etc/sudoers";
  private static final Pattern INCLUDE =
      Pattern.compile("[@#](include|includedir)\\s+\"?([^\"]+?)\"?\\s*");
  private static final int DEEPEST = 128;

  private final HostFiles files;
  private final List<SudoLine> lines = new ArrayList<>();
  private final Set<String> doubts = new LinkedHashSet<>();

  SudoFiles(HostFiles files) {
    this.files = files;
  }

  /** The rules without a password; absent where there is no sudo. */
  Reading<Sudoers> read() {
    Reading<String> first = files.text(FIRST);
    return first.then(
        text -> {
          add(FIRST, text.value(), 0);
          otherSources();
          SudoRules rules = new SudoRules(lines, doubts);
          return Reading.present(
              new Sudoers(rules.withoutPassword(), List.copyOf(doubts)), Origin.observed(FIRST));
        });
  }

  private void add(String path, String text, int depth) {
    if (depth > DEEPEST) {
      doubts.add(path + " is included too deeply");
      return;
    }
    for (SudoLine line : SudoLine.of(path, text)) {
      Matcher include = INCLUDE.matcher(line.text());
      if (!include.matches()) {
        lines.add(line);
      } else if (include.group(1).equals("include")) {
        include(resolved(path, include.group(2)), depth);
      } else {
        directory(resolved(path, include.group(2)), depth);
      }
    }
  }

  private static String resolved(String from, String named) {
    return named.startsWith("/") ? named : from.substring(0, from.lastIndexOf('/') + 1) + named;
  }

  private void include(String path, int depth) {
    if (path.contains("%h")) {
      doubts.add(path + " depends on the host's name and was not read");
      return;
    }
    files
        .text(path)
        .fold(
            seen -> {
              add(path, seen.value(), depth + 1);
              return true;
            },
            none -> false,
            unseen -> doubts.add(path + ": " + unseen.reason()));
  }

  /** sudo skips names with a dot and those that end in a tilde. */
  private void directory(String path, int depth) {
    files
        .list(path)
        .fold(
            names -> {
              names.value().stream()
                  .filter(name -> !name.contains(".") && !name.endsWith("~"))
                  .forEach(name -> include(path + "/" + name, depth));
              return true;
            },
            none -> false,
            unseen -> doubts.add(path + ": " + unseen.reason()));
  }

  private void otherSources() {
    for (String line : files.text("/etc/nsswitch.conf").seen().orElse("").split("\n")) {
      String[] pair = line.split("#", 2)[0].split(":", 2);
      if (pair.length == 2 && pair[0].strip().equals("sudoers")) {
        for (String service : pair[1].strip().split("\\s+")) {
          if (!service.equals("files") && !service.startsWith("[") && !service.isEmpty()) {
            doubts.add("sudo also asks " + service + " (/etc/nsswitch.conf), which is not read");
          }
        }
      }
    }
  }
}
