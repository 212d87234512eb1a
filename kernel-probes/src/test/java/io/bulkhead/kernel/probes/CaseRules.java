package io.bulkhead.kernel.probes;

import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import io.bulkhead.kernel.probes.HostCalls.AuditRule.Trait;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Rules as auditctl -l prints them. */
final class CaseRules {
  private CaseRules() {}

  static AuditRule parse(String line) {
    List<String> w = Arrays.asList(line.strip().split("\\s+"));
    int watch = w.indexOf("-w");
    int perm = w.indexOf("-p");
    int key = w.indexOf("-k");
    String path = watch < 0 ? field(w, "path=", field(w, "dir=", "")) : w.get(watch + 1);
    boolean dir = path.endsWith("/") || !field(w, "dir=", "").isEmpty();
    String letters = perm < 0 ? field(w, "perm=", "rwxa") : w.get(perm + 1);
    boolean narrowed =
        w.stream().anyMatch(x -> x.matches("(?!(path|dir|perm|key|arch)=)\\w+(>=|<=|!=|=|>|<).*"));
    boolean never = line.contains("never,exit") || line.contains("exit,never");
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (narrowed) {
      traits.add(Trait.NARROWED);
    }
    if (never) {
      traits.add(Trait.NEVER);
    }
    return new AuditRule(path, dir, letters, key < 0 ? "" : w.get(key + 1), traits);
  }

  private static String field(List<String> words, String prefix, String none) {
    return words.stream()
        .filter(x -> x.startsWith(prefix))
        .map(x -> x.substring(prefix.length()))
        .findFirst()
        .orElse(none);
  }

  /** AUDIT_PERM bits: x 1, w 2, r 4, a 8. */
  static String letters(int bits) {
    return ((bits & 4) != 0 ? "r" : "")
        + ((bits & 2) != 0 ? "w" : "")
        + ((bits & 1) != 0 ? "x" : "")
        + ((bits & 8) != 0 ? "a" : "");
  }
}
