package io.bulkhead.kernel.probes.network;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Port;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.Firewall;
import io.bulkhead.kernel.probes.facts.Firewall.Backend;
import io.bulkhead.kernel.probes.facts.Firewall.Rule;
import io.bulkhead.kernel.probes.facts.FirewallManager;
import io.bulkhead.kernel.probes.facts.PublishedPorts;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one chain that is the administrator's. The engine rewrites addresses before it is asked, so a
 * rule there has to name the original port; with the nftables backend there is no such chain.
 */
final class DockerUser {
  private static final Pattern DPORT = Pattern.compile("--dports? (\\d+)");

  private DockerUser() {}

  static Answer answer(Look look) {
    if (look.engine().rootless()) {
      return Answer.notApplicable("a rootless engine has no rules of the host");
    }
    PublishedPorts ports = PublishedPorts.of(look);
    Firewall firewall = Firewall.of(look);
    if (!ports.seen()) {
      return Answer.unknown("published ports were not seen");
    }
    List<Port> open = ports.everywhere();
    if (open.isEmpty()) {
      return Answer.pass("nothing published", "nothing is published on all addresses");
    }
    if (!firewall.seen()) {
      return Answer.unknown(firewall.why());
    }
    boolean nftables =
        firewall.dockerNftables() && firewall.chain("filter", "DOCKER-USER").isEmpty();
    if (nftables ? otherForwardFilter(firewall) : filters(look)) {
      return Answer.pass("filtered", "a rule of the administrator filters published ports");
    }
    String value =
        nftables
            ? "nftables backend: no user chain; no other forward chain filters "
                + FilterProbes.numbers(open)
            : unfiltered(firewall);
    String manager = FirewallManager.active(look);
    boolean sensitive = open.stream().anyMatch(p -> FilterProbes.SENSITIVE.contains(p.hostPort()));
    if (!manager.isEmpty() || sensitive) {
      return Answer.fail(
          value,
          manager.isEmpty()
              ? "a database or management port is open to everybody"
              : "everybody reaches the ports although " + manager + " is active");
    }
    return Answer.warn(
        value, "everybody who reaches the host reaches " + FilterProbes.numbers(open));
  }

  private static String unfiltered(Firewall firewall) {
    List<Rule> rules = firewall.chain("filter", "DOCKER-USER");
    if (rules.stream().anyMatch(Rule::drops)) {
      return first(firewall)
          ? "DOCKER-USER matches rewritten ports"
          : "DOCKER-USER is not asked first";
    }
    return rules.isEmpty() ? "no DOCKER-USER rules" : "DOCKER-USER is empty";
  }

  /** True if DOCKER-USER holds a rule that drops, and is asked before the engine's own chains. */
  static boolean filters(Look look) {
    Firewall firewall = Firewall.of(look);
    List<Port> ports = PublishedPorts.of(look).everywhere();
    return first(firewall)
        && firewall.chain("filter", "DOCKER-USER").stream()
            .anyMatch(rule -> effective(rule, ports));
  }

  /** Dropping by the published port has no effect: by then it is the container's. */
  private static boolean effective(Rule rule, List<Port> ports) {
    boolean jumps = rule.text().matches(".*-[jg] (?!RETURN|ACCEPT|LOG\\b)\\S+.*");
    if (!rule.drops() && !jumps) {
      return false;
    }
    Matcher dport = DPORT.matcher(rule.text());
    if (!dport.find() || rule.text().contains("--ctorigdstport")) {
      return true;
    }
    long wanted = Look.decimal(dport.group(1)).or(0L);
    boolean published =
        ports.stream().anyMatch(p -> p.hostPort() == wanted && p.containerPort() != wanted);
    return !published;
  }

  private static boolean first(Firewall firewall) {
    for (Rule rule : firewall.chain("filter", "FORWARD")) {
      if (rule.text().contains("-j DOCKER-USER")) {
        return true;
      }
      if (rule.text().contains("-j DOCKER")) {
        return false;
      }
    }
    return false;
  }

  private static boolean otherForwardFilter(Firewall firewall) {
    return firewall.chains().stream()
        .filter(
            c ->
                c.backend() == Backend.NFT
                    && c.hook().equals("forward")
                    && !c.table().startsWith("docker-"))
        .anyMatch(
            c ->
                c.policy().equals("drop")
                    || firewall.rules().stream()
                        .anyMatch(
                            r ->
                                r.backend() == Backend.NFT
                                    && r.table().equals(c.table())
                                    && r.chain().equals(c.name())
                                    && r.drops()));
  }
}
