package io.bulkhead.kernel.probes.auditing;

import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import io.bulkhead.kernel.probes.HostCalls.AuditRule.Trait;
import java.util.ArrayList;
import java.util.List;

/** Rules as they work together. */
final class RuleList {
  private RuleList() {}

  /**
   * Rules about files: first those that take records out wherever they stand; and a rule for 64-bit
   * programs is one for all when the same stands there for 32-bit programs.
   */
  static List<AuditRule> together(List<AuditRule> rules) {
    List<AuditRule> files = rules.stream().filter(rule -> !rule.path().isEmpty()).toList();
    List<AuditRule> all =
        new ArrayList<>(files.stream().filter(rule -> rule.is(Trait.ANYWHERE)).toList());
    files.stream()
        .filter(rule -> !rule.is(Trait.ANYWHERE))
        .map(rule -> files.stream().anyMatch(rule::completes) ? rule.forAllPrograms() : rule)
        .forEach(all::add);
    return all;
  }

  /** The rules of files in the order they are loaded. */
  static List<AuditRule> of(List<String> lines) {
    List<AuditRule> rules = new ArrayList<>();
    for (String line : lines) {
      rules.add(RuleLine.first(line) ? 0 : rules.size(), RuleLine.parse(line));
    }
    return together(rules);
  }
}
