package io.bulkhead.kernel.probes.auditing;

import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import io.bulkhead.kernel.probes.HostCalls.AuditRule.Trait;
import io.bulkhead.kernel.probes.facts.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of audit.rules(7): {@code -w path -p wa -k key}, or {@code -a action,list} with {@code
 * -F}.
 */
final class RuleLine {
  private static final Pattern FIELD = Pattern.compile("(\\w+)(!=|>=|<=|&=|=|>|<|&)(.*)");
  private static final Set<String> WIDE = Set.of("path", "dir", "perm", "key");
  private static final Set<String> OF_64_BITS = Set.of("b64", "x86_64", "aarch64");
  private static final Set<String> OF_32_BITS =
      Set.of("b32", "i386", "i486", "i586", "i686", "arm");

  /** Without these records, or only one of them, nobody learns which file was changed. */
  private static final Set<String> NEEDED = Set.of("SYSCALL", "1300", "PATH", "1302");

  private final List<String> words;
  private final EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
  private String path = "";
  private String permissions = "rwxa";
  private String key = "";
  private boolean directory;
  private boolean drops;

  private RuleLine(List<String> words) {
    this.words = words;
  }

  /** The rule; one without a path is about no file, or the line holds none. */
  static AuditRule parse(String line) {
    boolean comment = line.strip().startsWith("#");
    return new RuleLine(comment ? List.of() : Words.of(line)).rule();
  }

  /** True for a rule that goes before those that stand there already. */
  static boolean first(String line) {
    return line.strip().startsWith("-A");
  }

  private AuditRule rule() {
    String list = "";
    for (int i = 0; i + 1 < words.size(); i++) {
      String next = words.get(i + 1);
      switch (words.get(i)) {
        case "-w" -> path = next;
        case "-p" -> permissions = next;
        case "-k" -> key = next;
        case "-a", "-A" -> list = next;
        case "-C" -> traits.add(Trait.NARROWED);
        case "-S" -> narrowUnless(next.equals("all"));
        case "-F" -> field(next);
        default -> {}
      }
    }
    boolean watch = words.contains("-w");
    if (!watch && !list.isEmpty()) {
      place(List.of(list.split(",")));
    } else if (!watch) {
      path = "";
    }
    return new AuditRule(path, directory || path.endsWith("/"), permissions, key, traits);
  }

  private void field(String text) {
    Matcher field = FIELD.matcher(text);
    if (!field.matches()) {
      traits.add(Trait.NARROWED);
      return;
    }
    String name = field.group(1);
    String value = field.group(3);
    boolean equal = field.group(2).equals("=");
    switch (name) {
      case "path", "dir" -> {
        path = value;
        directory = name.equals("dir");
      }
      case "perm" -> permissions = value;
      case "key" -> key = value;
      case "msgtype" -> drops |= !equal || NEEDED.contains(value);
      case "arch" -> architecture(equal ? value : "");
      default -> {}
    }
    narrowUnless(WIDE.contains(name) || name.equals("arch") || name.equals("msgtype"));
  }

  private void architecture(String value) {
    if (OF_64_BITS.contains(value)) {
      traits.add(Trait.ONLY_64);
    } else if (OF_32_BITS.contains(value)) {
      traits.add(Trait.ONLY_32);
    } else {
      traits.add(Trait.NARROWED);
    }
  }

  private void narrowUnless(boolean wide) {
    if (!wide) {
      traits.add(Trait.NARROWED);
    }
  }

  /** What action and list, in either order, make of the rule. */
  private void place(List<String> both) {
    if (both.contains("exit") || both.contains("entry")) {
      if (both.contains("never")) {
        traits.add(Trait.NEVER);
        everywhereWithoutPath();
      }
    } else if (both.contains("task") && both.contains("never")) {
      traits.add(Trait.NEVER);
      traits.add(Trait.ANYWHERE);
      everywhereWithoutPath();
    } else if (both.contains("exclude") && (drops || traits.contains(Trait.NARROWED))) {
      traits.add(Trait.NEVER);
      traits.add(Trait.ANYWHERE);
      everywhereWithoutPath();
    } else {
      path = "";
    }
  }

  private void everywhereWithoutPath() {
    if (path.isEmpty()) {
      path = "/";
      directory = true;
    }
  }
}
