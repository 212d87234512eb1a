package io.bulkhead.kernel.probes.confinement;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.LocalAccounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of {@code user:start:count} (subuid(5)). */
final class SubordinateIds {
  private static final long LEAST = 65536;

  /** A range of ids that belongs to a user. */
  private record Range(String file, String user, long start, long count) {
    boolean overlaps(Range other) {
      return file.equals(other.file)
          && !user.equals(other.user)
          && start < other.start + other.count
          && other.start < start + count;
    }
  }

  private SubordinateIds() {}

  static Answer answer(Look look) {
    DaemonFacts daemon = DaemonFacts.of(look);
    for (String line : look.raw(daemon.root() + "/etc/nsswitch.conf").or("").split("\n")) {
      String[] pair = line.split(":", 2);
      if (pair[0].strip().equals("subid") && !pair[1].strip().equals("files")) {
        look.note("/etc/nsswitch.conf", line.strip());
        return Answer.unknown("ranges come from '" + pair[1].strip() + "', not from the files");
      }
    }
    List<String> problems = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    int missing = 0;
    for (String file : List.of("/etc/subuid", "/etc/subgid")) {
      Got<List<String>> lines = look.lines(daemon.root() + file);
      if (!lines.seen() && !lines.absent()) {
        return Answer.unseen(file, lines);
      }
      missing += lines.or(List.of()).isEmpty() ? 1 : 0;
      parse(file, lines.or(List.of()), ranges, problems);
    }
    boolean wanted = look.engine().rootless() || daemon.remaps(look);
    if (missing > 0 && wanted) {
      problems.add("no ranges");
    }
    remapped(daemon)
        .filter(user -> missing(ranges, user) && !problems.contains("no ranges"))
        .ifPresent(user -> problems.add("no ranges of " + user));
    problems.addAll(judged(ranges));
    problems.addAll(taken(ranges, LocalAccounts.of(look)));
    if (!problems.isEmpty()) {
      return Answer.fail(problems, String.join("; ", problems));
    }
    return ranges.isEmpty()
        ? Answer.notApplicable("no ranges, and nothing here uses them")
        : Answer.pass(List.of(), "ranges are apart and large enough");
  }

  /** Whose ranges userns-remap takes. */
  private static Optional<String> remapped(DaemonFacts daemon) {
    return daemon
        .setting("userns-remap")
        .filter(v -> !v.isEmpty())
        .map(v -> v.equals("default") ? "dockremap" : v.split(":")[0])
        .filter(user -> !Character.isDigit(user.charAt(0)));
  }

  private static boolean missing(List<Range> ranges, String user) {
    return List.of("/etc/subuid", "/etc/subgid").stream()
        .anyMatch(
            file -> ranges.stream().noneMatch(r -> r.file().equals(file) && r.user().equals(user)));
  }

  /** A container's user must not be somebody of this host. */
  private static List<String> taken(List<Range> ranges, LocalAccounts accounts) {
    List<String> problems = new ArrayList<>();
    for (Range r : ranges) {
      accounts.users().keySet().stream()
          .filter(uid -> r.file().equals("/etc/subuid"))
          .filter(uid -> uid >= r.start() && uid < r.start() + r.count())
          .sorted()
          .forEach(
              uid ->
                  problems.add(
                      r.file() + ": the range of " + r.user() + " holds " + accounts.user(uid)));
    }
    return problems;
  }

  private static void parse(
      String file, List<String> lines, List<Range> ranges, List<String> problems) {
    for (String line : lines) {
      String[] f = line.split(":", -1);
      if (line.startsWith("#")) {
        continue;
      }
      Got<Long> start = f.length == 3 ? Look.decimal(f[1].strip()) : Got.error("form");
      Got<Long> count = f.length == 3 ? Look.decimal(f[2].strip()) : Got.error("form");
      if (start.seen() && count.seen()) {
        ranges.add(new Range(file, f[0], start.get(), count.get()));
      } else {
        problems.add(file + ": malformed line");
      }
    }
  }

  private static List<String> judged(List<Range> ranges) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      Range r = ranges.get(i);
      if (r.start() < LEAST) {
        problems.add(
            r.file() + ": " + r.user() + " starts at " + r.start() + ", among the real ids");
      }
      if (r.count() < LEAST) {
        problems.add(r.file() + ": " + r.user() + " has only " + r.count() + " ids");
      }
      for (Range other : ranges.subList(i + 1, ranges.size())) {
        if (r.overlaps(other)) {
          problems.add(r.file() + ": " + r.user() + " and " + other.user() + " overlap");
        }
      }
    }
    return problems;
  }
}
