package io.bulkhead.remediate.host;

import io.bulkhead.remediate.HostDriver.HostFailed;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The audit rules that the kernel holds, loaded from /etc/audit/rules.d by augenrules(8). */
final class AuditRules {
  private final Program augenrules;
  private final Program auditctl;

  AuditRules(Program augenrules, Program auditctl) {
    this.augenrules = augenrules;
    this.auditctl = auditctl;
  }

  /**
   * Loads them all and compares with what the kernel lists: augenrules answers 0 also when a rule
   * was passed over.
   *
   * @param present whether the rules must be among them, or must not
   */
  String load(List<String> rules, boolean present) throws HostFailed {
    ready();
    augenrules.run("--load");
    Set<String> loaded = new HashSet<>();
    auditctl.run("-l").lines().map(AuditRules::normal).forEach(loaded::add);
    List<String> wrong =
        rules.stream().filter(rule -> loaded.contains(normal(rule)) != present).toList();
    if (!wrong.isEmpty()) {
      throw new HostFailed(
          "after augenrules --load the kernel "
              + (present ? "does not list " : "still lists ")
              + wrong.get(0)
              + (wrong.size() > 1 ? " and " + (wrong.size() - 1) + " more" : ""));
    }
    return "the kernel lists " + loaded.size() + (loaded.size() == 1 ? " rule" : " rules");
  }

  /** Refuses where rules cannot be loaded. */
  void ready() throws HostFailed {
    augenrules.installed();
    Optional<String> lock = lock();
    if (lock.isPresent()) {
      throw new HostFailed(lock.get());
    }
    if (status("pid").equals("0")) {
      throw new HostFailed("auditd does not run, so nobody would take the records");
    }
  }

  /** Why the kernel takes no rules now; empty if it does. */
  Optional<String> lock() throws HostFailed {
    return status("enabled").equals("2")
        ? Optional.of("the audit rules are locked until the next boot (auditctl -s: enabled 2)")
        : Optional.empty();
  }

  private String status(String name) throws HostFailed {
    return auditctl
        .run("-s")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** What a rule is about, however it is spelled: {@code -w} and {@code -F path=} say the same. */
  private static String normal(String rule) {
    String path = "";
    String permissions = "";
    String key = "";
    String before = "";
    for (String word : rule.strip().split("\\s+")) {
      String value = word.substring(word.indexOf('=') + 1);
      if (before.equals("-w") || word.startsWith("path=") || word.startsWith("dir=")) {
        path = value;
      } else if (before.equals("-p") || word.startsWith("perm=")) {
        permissions =
            value.chars().sorted().mapToObj(Character::toString).reduce("", String::concat);
      } else if (before.equals("-k") || word.startsWith("key=")) {
        key = value;
      }
      before = word;
    }
    return path + " " + permissions + " " + key;
  }
}
