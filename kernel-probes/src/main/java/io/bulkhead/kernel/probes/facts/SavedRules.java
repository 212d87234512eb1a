package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.facts.Firewall.Backend;
import io.bulkhead.kernel.probes.facts.Firewall.Chain;
import io.bulkhead.kernel.probes.facts.Firewall.Rule;
import java.util.List;
import java.util.Locale;

/** What iptables-save prints: {@code *table}, {@code :CHAIN POLICY [n:n]}, {@code -A CHAIN …}. */
record SavedRules(Backend backend, String family, List<Chain> chains, List<Rule> rules) {
  void parse(String text) {
    String table = "";
    for (String line : text.split("\n")) {
      String[] words = line.strip().split(" ", 3);
      if (line.startsWith("*")) {
        table = line.substring(1).strip();
      } else if (line.startsWith(":") && words.length > 1 && !words[1].equals("-")) {
        String name = words[0].substring(1);
        String hook = name.toLowerCase(Locale.ROOT);
        boolean filters = table.equals("filter");
        chains.add(
            new Chain(
                backend,
                family,
                table,
                name,
                filters ? hook : table + " " + hook,
                words[1].toLowerCase(Locale.ROOT)));
      } else if (line.strip().startsWith("-A ") && words.length > 2) {
        rules.add(new Rule(backend, family, table, words[1], words[2]));
      }
    }
  }
}
