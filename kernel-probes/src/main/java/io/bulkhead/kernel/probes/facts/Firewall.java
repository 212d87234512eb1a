package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The packet filter's rules as its own programs print them.
 *
 * @param seen false if no program could list anything
 * @param why what stood in the way
 * @param chains base chains with a hook or a policy
 * @param rules in their order
 */
public record Firewall(boolean seen, String why, List<Chain> chains, List<Rule> rules) {
  /** Through which program a rule is known. */
  public enum Backend {
    LEGACY,
    IPTABLES_NFT,
    NFT
  }

  /**
   * A base chain.
   *
   * @param hook {@code forward} and the like, lower case
   * @param policy {@code drop} or {@code accept}
   */
  public record Chain(
      Backend backend, String family, String table, String name, String hook, String policy) {}

  /**
   * A rule.
   *
   * @param family {@code ip}, {@code ip6} or {@code inet}
   * @param text without counters
   */
  public record Rule(Backend backend, String family, String table, String chain, String text) {
    public boolean drops() {
      return DROPS.matcher(text).find();
    }
  }

  private static final Pattern DROPS = Pattern.compile("-j (DROP|REJECT)|\\b(drop|reject)\\b");
  private static final Pattern DROPS_ALL =
      Pattern.compile("-j (DROP|REJECT)( --reject-with \\S+)?|(drop|reject( with .*)?)");

  /** A rule that takes every packet out of its chain, or every one that comes from outside. */
  private static final Pattern LEAVES =
      Pattern.compile(
          "(-i (?!docker|br-|veth|lo\\b)\\S+ )?(-p all )?(-m comment --comment (\"[^\"]*\"|\\S+) )?"
              + "-j (RETURN|ACCEPT)|(return|accept)");

  public static Firewall of(Look look) {
    return look.once(Firewall.class, Firewall::read);
  }

  private static Firewall read(Look look) {
    List<Chain> chains = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    String why = "";
    int seen = 0;
    for (String program :
        List.of(
            "iptables-save", "ip6tables-save", "iptables-legacy-save", "ip6tables-legacy-save")) {
      Got<String> saved = look.tool(program);
      seen += saved.seen() ? 1 : 0;
      // a host without IPv6 has no rules for it either
      boolean told =
          saved.seen() || saved.absent() || (program.startsWith("ip6") && !saved.denied());
      why = told ? why : program + ": " + saved.why();
      String family = program.startsWith("ip6") ? "ip6" : "ip";
      new SavedRules(backend(look, program, saved.or("")), family, chains, rules)
          .parse(saved.or(""));
    }
    Got<String> listed = look.tool("nft", "list", "ruleset");
    seen += listed.seen() ? 1 : 0;
    why = listed.seen() || listed.absent() ? why : "nft: " + listed.why();
    new ListedRules(chains, rules).parse(listed.or(""));
    String reason = why.isEmpty() ? "no program lists the packet filter's rules" : why;
    boolean whole = seen > 0 && why.isEmpty();
    return new Firewall(whole, whole ? "" : reason, List.copyOf(chains), List.copyOf(rules));
  }

  private static Backend backend(Look look, String program, String saved) {
    if (program.contains("legacy")) {
      return Backend.LEGACY;
    }
    if (saved.isBlank() || saved.contains("(nf_tables)")) {
      return Backend.IPTABLES_NFT;
    }
    if (saved.contains("(legacy)")) {
      return Backend.LEGACY;
    }
    return look.tool("iptables", "-V").or("").contains("legacy")
            || look.raw("/proc/net/ip_tables_names").or("").contains("filter")
        ? Backend.LEGACY
        : Backend.IPTABLES_NFT;
  }

  public boolean has(Backend backend) {
    return rules.stream().anyMatch(r -> r.backend() == backend)
        || chains.stream().anyMatch(c -> c.backend() == backend);
  }

  /** True unless an earlier rule of its chain lets everything go that comes from outside. */
  public boolean reached(Rule rule) {
    for (Rule earlier : rules) {
      if (earlier.equals(rule)) {
        return true;
      }
      boolean same =
          earlier.backend() == rule.backend()
              && earlier.family().equals(rule.family())
              && earlier.table().equals(rule.table())
              && earlier.chain().equals(rule.chain());
      if (same && LEAVES.matcher(earlier.text()).matches()) {
        return false;
      }
    }
    return true;
  }

  /** Rules of one chain of iptables. */
  public List<Rule> chain(String table, String chain) {
    return rules.stream()
        .filter(
            r -> r.backend() != Backend.NFT && r.table().equals(table) && r.chain().equals(chain))
        .toList();
  }

  /**
   * {@code drop} if any chain on the way of IPv4 drops what it does not know, else {@code accept};
   * empty if the rules were not seen.
   */
  public Optional<String> forwardPolicy() {
    return seen ? Optional.of(policy(forward("ip"))) : Optional.empty();
  }

  /** The same of IPv6; empty also if nothing filters it. */
  public Optional<String> forwardPolicy6() {
    List<Chain> forward = forward("ip6");
    return seen && !forward.isEmpty() ? Optional.of(policy(forward)) : Optional.empty();
  }

  private List<Chain> forward(String family) {
    return chains.stream()
        .filter(c -> c.hook().equals("forward"))
        .filter(c -> c.family().equals(family) || c.family().equals("inet"))
        .toList();
  }

  private String policy(List<Chain> forward) {
    return forward.stream().anyMatch(c -> c.policy().equals("drop") || endsInDrop(c))
        ? "drop"
        : "accept";
  }

  /** True if the chain's last rule drops whatever got that far. */
  private boolean endsInDrop(Chain chain) {
    return rules.stream()
        .filter(
            r ->
                r.backend() == chain.backend()
                    && r.family().equals(chain.family())
                    && r.table().equals(chain.table())
                    && r.chain().equals(chain.name()))
        .reduce((earlier, later) -> later)
        .filter(last -> DROPS_ALL.matcher(last.text()).matches())
        .isPresent();
  }

  /** True if the engine made its own nftables tables. */
  public boolean dockerNftables() {
    return chains.stream().anyMatch(c -> c.table().equals("docker-bridges"))
        || rules.stream().anyMatch(r -> r.table().equals("docker-bridges"));
  }
}
