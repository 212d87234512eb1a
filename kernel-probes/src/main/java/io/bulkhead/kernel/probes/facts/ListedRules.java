package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.facts.Firewall.Backend;
import io.bulkhead.kernel.probes.facts.Firewall.Chain;
import io.bulkhead.kernel.probes.facts.Firewall.Rule;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code nft list ruleset} prints: tables in braces, chains in them, one rule a line. */
record ListedRules(List<Chain> chains, List<Rule> rules) {
  private static final Pattern HOOK =
      Pattern.compile("type (\\S+) hook (\\S+) .*?(?:policy (\\S+?);.*)?");

  private static final Pattern COUNTER = Pattern.compile("counter packets \\d+ bytes \\d+ ?");

  void parse(String text) {
    String family = "";
    String table = "";
    String chain = "";
    for (String raw : text.split("\n")) {
      String line = raw.strip();
      if (line.startsWith("table ") && line.endsWith("{")) {
        List<String> words = Words.of(line);
        family = words.get(1);
        table = words.get(2);
      } else if (line.startsWith("chain ") && line.endsWith("{")) {
        chain = Words.of(line).get(1);
      } else if (line.equals("}")) {
        chain = "";
      } else if (!chain.isEmpty() && !line.isEmpty()) {
        add(family, table, chain, line);
      }
    }
  }

  private void add(String family, String table, String chain, String line) {
    Matcher hook = HOOK.matcher(line);
    if (!hook.matches()) {
      rules.add(new Rule(Backend.NFT, family, table, chain, COUNTER.matcher(line).replaceAll("")));
      return;
    }
    String policy = hook.group(3) == null ? "accept" : hook.group(3);
    boolean filters = hook.group(1).equals("filter") && !table.equals("raw");
    String name = filters ? hook.group(2) : hook.group(1) + " " + hook.group(2);
    chains.add(new Chain(Backend.NFT, family, table, chain, name, policy));
  }
}
