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

  void parse(String text) {
    String family = "";
    String table = "";
    String chain = "";
    for (String raw : text.split("\n")) {
      String line = raw.strip();
      String[] words = line.split(" +");
      if (words[0].equals("table") && words.length > 3) {
        family = words[1];
        table = words[2];
      } else if (words[0].equals("chain") && words.length > 2) {
        chain = words[1];
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
      rules.add(
          new Rule(
              Backend.NFT,
              family,
              table,
              chain,
              line.replaceAll("counter packets \\d+ bytes \\d+ ?", "")));
      return;
    }
    String policy = hook.group(3) == null ? "accept" : hook.group(3);
    boolean filters = hook.group(1).equals("filter") && !table.equals("raw");
    String name = filters ? hook.group(2) : hook.group(1) + " " + hook.group(2);
    chains.add(new Chain(Backend.NFT, family, table, chain, name, policy));
  }
}
