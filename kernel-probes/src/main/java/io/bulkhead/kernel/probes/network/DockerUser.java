package io.bulkhead.kernel.probes.network;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Port;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.Firewall;
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
  private static final Pattern DPORT = Pattern.compile("--dports? ([\\d,:]+)");
  private static final Pattern ORIGINAL = Pattern.compile("--ctorigdstport ([\\d:]+)");
  private static final Pattern DROP = Pattern.compile("-j (DROP|REJECT)\\b");
  private static final Pattern JUMP = Pattern.compile("-[jg] (?!RETURN|ACCEPT|LOG|NFLOG|MARK)\\S+");

  /** Some senders, one destination, broken connections or what containers send: no allow list. */
  private static final Pattern NARROW =
      Pattern.compile(
          "(?<!! )-s |(?<!! )-d |(?<!! )--match-set \\S+ src|state INVALID|-i (docker|br-|veth|lo\\b)");

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
    boolean nftables = nftables(firewall);
    if (filters(look)) {
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
      return first(firewall, "ip")
          ? "DOCKER-USER matches rewritten ports"
          : "DOCKER-USER is not asked first";
    }
    return rules.isEmpty() ? "no DOCKER-USER rules" : "DOCKER-USER is empty";
  }

  private static boolean nftables(Firewall firewall) {
    return firewall.dockerNftables() && firewall.chain("filter", "DOCKER-USER").isEmpty();
  }

  /** True if for every port that is open to everybody a rule of the administrator drops. */
  static boolean filters(Look look) {
    Firewall firewall = Firewall.of(look);
    if (nftables(firewall)) {
      return otherForwardFilter(firewall);
    }
    return PublishedPorts.of(look).everywhere().stream()
        .allMatch(
            port -> {
              String family = port.hostIp().contains(":") ? "ip6" : "ip";
              return bypassed(firewall, family) || filters(firewall, family, port);
            });
  }

  /** Without rules of the engine for IPv6 a proxy takes the connection, which INPUT filters. */
  private static boolean bypassed(Firewall firewall, String family) {
    return family.equals("ip6")
        && firewall.rules().stream()
            .noneMatch(r -> r.family().equals("ip6") && r.chain().startsWith("DOCKER"));
  }

  private static boolean filters(Firewall firewall, String family, Port port) {
    return first(firewall, family)
        && firewall.chain("filter", "DOCKER-USER").stream()
            .anyMatch(
                rule ->
                    rule.family().equals(family)
                        && effective(rule.text(), port)
                        && firewall.reached(rule));
  }

  /** Dropping by the published port has no effect: by then it is the container's. */
  private static boolean effective(String rule, Port port) {
    boolean jumps = JUMP.matcher(rule).find();
    if ((!DROP.matcher(rule).find() && !jumps) || NARROW.matcher(rule).find()) {
      return false;
    }
    Matcher original = ORIGINAL.matcher(rule);
    if (original.find()) {
      return covers(original, port.hostPort());
    }
    Matcher rewritten = DPORT.matcher(rule);
    return !rewritten.find() || covers(rewritten, port.containerPort());
  }

  /** One port, or several with commas, or from one to another with a colon. */
  private static boolean covers(Matcher ports, int port) {
    for (String part : ports.group(1).split(",")) {
      String[] ends = part.split(":");
      long from = Look.decimal(ends[0]).or(0L);
      long to = ends.length > 1 ? Look.decimal(ends[1]).or(0L) : from;
      if (port >= from && port <= to) {
        return true;
      }
    }
    return false;
  }

  private static boolean first(Firewall firewall, String family) {
    for (Rule rule : firewall.chain("filter", "FORWARD")) {
      if (!rule.family().equals(family)) {
        continue;
      }
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
                c.hook().equals("forward")
                    && !c.family().equals("ip6")
                    && !c.table().startsWith("docker-"))
        .anyMatch(
            c ->
                c.policy().equals("drop")
                    || firewall.rules().stream()
                        .anyMatch(
                            r ->
                                r.backend() == c.backend()
                                    && r.table().equals(c.table())
                                    && r.chain().equals(c.name())
                                    && r.drops()
                                    && !r.text().matches(".*(invalid|INVALID).*")));
  }
}
