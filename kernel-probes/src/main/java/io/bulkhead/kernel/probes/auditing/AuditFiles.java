package io.bulkhead.kernel.probes.auditing;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Watches in audit.rules(7): {@code -w path -p wa -k key}, {@code -a … -F path= -F perm=}. */
final class AuditFiles {
  private static final String DIRECTORY = "/etc/audit/rules.d";
  private static final String WHOLE = "/etc/audit/audit.rules";

  private static final Pattern WIDE =
      Pattern.compile("(path|dir|perm|key)=|arch=(?!b32|i[3-6]86|arm)");

  private AuditFiles() {}

  /** The rules that the next boot loads. */
  static Got<List<AuditRule>> read(Look look) {
    Got<List<String>> names = look.list(DIRECTORY);
    List<String> paths = new ArrayList<>();
    names.or(List.of()).stream()
        .filter(n -> n.endsWith(".rules"))
        .forEach(n -> paths.add(DIRECTORY + "/" + n));
    if (paths.isEmpty()) {
      paths.add(WHOLE);
    }
    if (!names.seen() && !names.absent()) {
      return Got.error(names.error());
    }
    List<AuditRule> rules = new ArrayList<>();
    for (String path : paths) {
      Got<String> text = look.raw(path);
      look.note(path, text.seen() ? text.get().lines().count() + " lines" : text.why());
      if (!text.seen() && !text.absent()) {
        return Got.error(text.error());
      }
      text.or("")
          .lines()
          .map(AuditFiles::parse)
          .filter(rule -> !rule.path().isEmpty())
          .forEach(rules::add);
    }
    return Got.of(rules);
  }

  static AuditRule parse(String line) {
    List<String> words = Words.of(line);
    String path = "";
    String permissions = "rwxa";
    String key = "";
    boolean directory = false;
    for (int i = 0; i + 1 < words.size(); i++) {
      String next = words.get(i + 1);
      switch (words.get(i)) {
        case "-w" -> path = next;
        case "-p" -> permissions = next;
        case "-k" -> key = next;
        case "-F" -> {
          boolean dir = next.startsWith("dir=");
          path = next.startsWith("path=") || dir ? next.substring(next.indexOf('=') + 1) : path;
          directory |= dir;
          permissions = next.startsWith("perm=") ? next.substring(5) : permissions;
          key = next.startsWith("key=") ? next.substring(4) : key;
        }
        default -> {}
      }
    }
    boolean comment = line.strip().startsWith("#");
    return new AuditRule(
        comment ? "" : path,
        directory || path.endsWith("/"),
        permissions,
        key,
        narrowed(words),
        words.contains("never,exit") || words.contains("exit,never"));
  }

  /** Any other condition than path, permissions, architecture and key, or one system call. */
  private static boolean narrowed(List<String> words) {
    for (int i = 0; i + 1 < words.size(); i++) {
      String next = words.get(i + 1);
      boolean wide = WIDE.matcher(next).lookingAt();
      boolean condition = words.get(i).equals("-F") && !wide;
      boolean call = words.get(i).equals("-S") && !next.equals("all");
      if (condition || call) {
        return true;
      }
    }
    return false;
  }
}
