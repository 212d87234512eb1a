package io.bulkhead.kernel.probes.network;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Net;
import io.bulkhead.kernel.probes.EngineFacts.Port;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.EngineRelease;
import io.bulkhead.kernel.probes.facts.Firewall;
import io.bulkhead.kernel.probes.facts.Firewall.Backend;
import io.bulkhead.kernel.probes.facts.FirewallManager;
import io.bulkhead.kernel.probes.facts.PublishedPorts;
import io.bulkhead.kernel.probes.facts.Virtualization;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The packet filter, and whom it lets through to containers. */
public final class FilterProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "net.forward_policy",
              Scope.NETWORK,
              "Is forwarded traffic dropped unless a rule lets it pass",
              FilterProbes::forwardPolicy),
          new Probe(
              "net.firewall_backend",
              Scope.NETWORK,
              "Which packet filter is in force",
              FilterProbes::backend),
          new Probe(
              "net.docker_user",
              Scope.NETWORK,
              "Does the administrator filter published ports",
              DockerUser::answer),
          new Probe(
              "net.ufw_bypass",
              Scope.NETWORK,
              "Do published ports go past the firewall manager",
              FilterProbes::bypass),
          new Probe(
              "net.published",
              Scope.NETWORK,
              "Which ports are published, and to whom",
              FilterProbes::published),
          new Probe(
              "net.localhost_publish",
              Scope.NETWORK,
              "Can neighbours reach ports published on the loopback address",
              LoopbackPorts::answer),
          new Probe(
              "net.imds",
              Scope.NETWORK,
              "Can containers reach the cloud's metadata service",
              FilterProbes::metadata),
          new Probe(
              "net.direct_routing",
              Scope.NETWORK,
              "Can neighbours reach containers by their own addresses",
              FilterProbes::directRouting));

  /** Databases and management ports that nobody means for everybody. */
  static final Set<Integer> SENSITIVE =
      Set.of(2375, 2376, 6379, 5432, 3306, 27017, 9200, 11211, 5601);

  private static final Set<String> CLOUDS =
      Set.of("amazon", "google", "hyper-v", "digitalocean", "openstack", "hetzner", "alibaba");

  private FilterProbes() {}

  private static Answer forwardPolicy(Look look) {
    Firewall firewall = Firewall.of(look);
    Optional<String> policy = firewall.forwardPolicy();
    if (policy.isEmpty()) {
      return Answer.unknown(firewall.why());
    }
    return policy.get().equals("drop")
        ? Answer.pass("drop", "what no rule lets pass is dropped")
        : Answer.fail("accept", "the host routes between all its networks");
  }

  private static Answer backend(Look look) {
    DaemonFacts daemon = DaemonFacts.cited(look);
    Firewall firewall = Firewall.of(look);
    if (daemon.off("iptables")) {
      return firewall.forwardPolicy().filter("drop"::equals).isPresent()
          ? Answer.warn("iptables=false", "the engine isolates nothing, and rules of your own do")
          : Answer.fail("iptables=false", "the engine isolates nothing");
    }
    boolean legacy =
        firewall.has(Backend.LEGACY)
            && !firewall.rules().stream()
                .filter(r -> r.backend() == Backend.LEGACY)
                .toList()
                .isEmpty();
    boolean overNft = firewall.has(Backend.IPTABLES_NFT);
    boolean native0 = firewall.rules().stream().anyMatch(r -> r.backend() == Backend.NFT);
    if (legacy && (overNft || native0)) {
      return Answer.warn(
          "split", "rules stand in two packet filters, each unseen by the other's programs");
    }
    if (!firewall.seen()) {
      return Answer.unknown(firewall.why());
    }
    if (legacy) {
      return Answer.pass("iptables-legacy", "one packet filter");
    }
    boolean chosen = daemon.setting("firewall-backend").filter("nftables"::equals).isPresent();
    if (chosen || firewall.dockerNftables() || (!overNft && firewall.has(Backend.NFT))) {
      return Answer.pass("nftables", "one packet filter");
    }
    return overNft
        ? Answer.pass("iptables-nft", "one packet filter")
        : Answer.warn("none", "there are no rules at all");
  }

  private static Answer bypass(Look look) {
    String manager = FirewallManager.active(look);
    if (manager.isEmpty()) {
      return Answer.notApplicable("neither ufw nor firewalld is active");
    }
    if (look.engine().rootless()) {
      return Answer.notApplicable(
          "ports of a rootless engine are sockets of the host, which the firewall filters");
    }
    PublishedPorts ports = PublishedPorts.of(look);
    if (!ports.seen()) {
      return Answer.unknown("published ports were not seen");
    }
    if (!ports.anyOutside()) {
      return Answer.pass(List.of(), "nothing is published beyond the host");
    }
    boolean hook =
        look.raw("/etc/ufw/after.rules").or("").contains("DOCKER-USER") || DockerUser.filters(look);
    List<Long> open =
        ports.all().stream()
            .filter(p -> !p.hostIp().startsWith("127."))
            .map(p -> (long) p.hostPort())
            .distinct()
            .toList();
    if (hook) {
      return Answer.pass(List.of(), manager + " is hooked into DOCKER-USER");
    }
    return Firewall.of(look).seen()
        ? Answer.fail(
            open, manager + " filters what comes to the host, and published ports go past it")
        : Answer.unknown(open, "whether DOCKER-USER filters was not seen");
  }

  private static Answer published(Look look) {
    PublishedPorts ports = PublishedPorts.of(look);
    if (!ports.seen()) {
      return Answer.unknown("neither the engine nor the packet filter told");
    }
    List<Object> rows = ports.all().stream().<Object>map(FilterProbes::row).toList();
    List<Port> everywhere = ports.everywhere();
    List<Port> sensitive =
        everywhere.stream()
            .filter(p -> SENSITIVE.contains(p.hostPort()) || SENSITIVE.contains(p.containerPort()))
            .toList();
    if (!sensitive.isEmpty()) {
      return Answer.fail(
          rows, "databases or management ports are open to everybody: " + numbers(sensitive));
    }
    return everywhere.isEmpty()
        ? Answer.pass(rows, rows.isEmpty() ? "none" : "on chosen addresses alone")
        : Answer.warn(rows, "open to everybody who reaches the host: " + numbers(everywhere));
  }

  private static List<Object> row(Port port) {
    return List.of(
        port.hostIp(), (long) port.hostPort(), port.containerIp(), (long) port.containerPort());
  }

  static String numbers(List<Port> ports) {
    return ports.stream().map(p -> "" + p.hostPort()).distinct().collect(Collectors.joining(", "));
  }

  private static Answer metadata(Look look) {
    Virtualization machine = Virtualization.of(look);
    boolean initialized =
        look.exists("/run/cloud-init/instance-data.json")
            || look.exists("/run/cloud-init/result.json");
    String cloud =
        CLOUDS.contains(machine.kind()) ? machine.kind() : initialized ? "cloud-init" : "";
    if (cloud.isEmpty()) {
      return machine.vendor().isEmpty() && machine.kind().isEmpty()
          ? Answer.unknown("nothing tells what kind of machine this is")
          : Answer.pass(null, "not a machine of a cloud");
    }
    Firewall firewall = Firewall.of(look);
    boolean dropped =
        firewall.rules().stream()
            .anyMatch(
                r ->
                    r.drops()
                        && passing(firewall, r)
                        && firewall.reached(r)
                        && (r.text().contains("169.254.169.254")
                            || r.text().contains("fd00:ec2::254")));
    if (dropped) {
      return Answer.pass(cloud, "a rule keeps them away");
    }
    return firewall.seen()
        ? Answer.warn(
            cloud, "no rule keeps containers from the credentials that the service hands out")
        : Answer.unknown(cloud, firewall.why());
  }

  /** True unless the rule is about what the host itself sends or receives. */
  private static boolean passing(Firewall firewall, Firewall.Rule rule) {
    boolean own = rule.chain().matches("(?i)(.*[-_])?(input|output)");
    return !own
        && firewall.chains().stream()
            .filter(c -> c.table().equals(rule.table()) && c.name().equals(rule.chain()))
            .noneMatch(c -> c.hook().endsWith("input") || c.hook().endsWith("output"));
  }

  private static Answer directRouting(Look look) {
    if (look.engine().rootless()) {
      return Answer.notApplicable("containers of a rootless engine have no routed address");
    }
    if (DaemonFacts.of(look).on("allow-direct-routing")) {
      return Answer.fail("allow-direct-routing", "the engine lets neighbours in");
    }
    for (Net net : look.engine().networks().orElse(List.of())) {
      for (String family : List.of("ipv4", "ipv6")) {
        String mode =
            net.options().getOrDefault("com.docker.network.bridge.gateway_mode_" + family, "");
        if (mode.equals("nat-unprotected") || mode.equals("routed")) {
          return Answer.fail(net.name() + " " + mode, "the network lets neighbours in");
        }
      }
    }
    Firewall firewall = Firewall.of(look);
    boolean drops =
        firewall.rules().stream()
            .anyMatch(
                r ->
                    r.drops()
                        && (r.text().contains("DROP DIRECT ACCESS")
                            || (r.table().equals("raw")
                                && r.text().matches(".*-d \\S+ ! -i \\S+ -j DROP.*"))));
    if (drops) {
      return Answer.pass("dropped", "rules drop what does not come through a published port");
    }
    if (!firewall.seen()) {
      return Answer.unknown(firewall.why());
    }
    return undropped(look, firewall);
  }

  /** No rule drops it: what else keeps neighbours out depends on the engine's release. */
  private static Answer undropped(Look look, Firewall firewall) {
    EngineRelease engine = EngineRelease.parse(look.engine().version());
    boolean accepts = firewall.forwardPolicy().filter("accept"::equals).isPresent();
    if (!engine.known()) {
      return Answer.unknown("the engine's version was not seen");
    }
    if (!engine.atLeast(28, 0, 0)) {
      return accepts
          ? Answer.fail(
              "forward accept", "engines before 28 rely on the FORWARD policy, and it is ACCEPT")
          : Answer.pass("forward drop", "the FORWARD policy drops it");
    }
    boolean none = look.engine().containers().filter(List::isEmpty).isPresent();
    return none
        ? Answer.pass("none", "no container runs")
        : Answer.warn("no drops", "the rules that drop direct access are not there");
  }
}
