package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.EngineFacts.Port;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.Firewall.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports of the host that lead into containers: what the engine says, what its proxies were started
 * with, and what the packet filter rewrites.
 *
 * @param seen false if neither the engine nor the packet filter told
 */
public record PublishedPorts(boolean seen, List<Port> all) {
  private static final Pattern SAVED =
      Pattern.compile(
          "(?:.*-d (\\S+?)(?:/\\d+)? )?.*--dport (\\d+)\\b.*-j DNAT --to-destination \\[?([^\\]]+?)\\]?:(\\d+).*");
  private static final Pattern LISTED =
      Pattern.compile(
          "(?:.*daddr (\\S+) )?.*dport (\\d+)\\b.*dnat (?:ip6? )?to \\[?([^\\]\\s]+?)\\]?:(\\d+).*");

  public static PublishedPorts of(Look look) {
    return look.once(PublishedPorts.class, PublishedPorts::read);
  }

  private static PublishedPorts read(Look look) {
    Map<String, Port> ports = new TreeMap<>();
    Optional<List<Box>> boxes = look.engine().containers();
    boxes.orElse(List.of()).forEach(box -> box.ports().forEach(p -> add(ports, p)));
    proxies(look).forEach(p -> add(ports, p));
    Firewall firewall = Firewall.of(look);
    firewall.rules().forEach(rule -> parse(rule).ifPresent(p -> add(ports, p)));
    List<Port> all = new ArrayList<>(ports.values());
    all.sort(Comparator.comparingInt(Port::hostPort).thenComparing(Port::hostIp));
    look.note("published ports", all.size());
    return new PublishedPorts(
        boxes.isPresent() || firewall.seen() || !all.isEmpty(), List.copyOf(all));
  }

  /** What names the container's address outweighs what does not. */
  private static void add(Map<String, Port> ports, Port port) {
    ports.merge(
        port.hostIp() + " " + port.hostPort(), port, (a, b) -> a.containerIp().isEmpty() ? b : a);
  }

  /** What a rule rewrites; empty if it rewrites no address. */
  public static Optional<Port> parse(Rule rule) {
    boolean nft = rule.backend() == Firewall.Backend.NFT;
    Matcher m = (nft ? LISTED : SAVED).matcher(rule.text());
    if (!m.matches()) {
      return Optional.empty();
    }
    String every = rule.family().equals("ip6") ? "::" : "0.0.0.0";
    return Optional.of(
        new Port(
            m.group(1) == null ? every : m.group(1),
            port(m.group(2)),
            m.group(3),
            port(m.group(4))));
  }

  private static int port(String text) {
    return (int) (long) Look.decimal(text).or(0L);
  }

  /** The engine's proxies, by their arguments. */
  private static Collection<Port> proxies(Look look) {
    List<Port> ports = new ArrayList<>();
    for (Processes.Task task : Processes.of(look).all()) {
      if (task.command().equals("docker-proxy")) {
        proxy(look, task.pid()).ifPresent(ports::add);
      }
    }
    return ports;
  }

  /** What a proxy forwards; empty if its arguments could not be read. */
  public static Optional<Port> proxy(Look look, int pid) {
    List<String> argv = Arrays.asList(look.raw("/proc/" + pid + "/cmdline").or("").split("\0"));
    int host = argv.indexOf("-host-port");
    int container = argv.indexOf("-container-port");
    int hostIp = argv.indexOf("-host-ip");
    int containerIp = argv.indexOf("-container-ip");
    int last = argv.size() - 1;
    if (host < 0 || container < 0 || host >= last || container >= last) {
      return Optional.empty();
    }
    return Optional.of(
        new Port(
            hostIp < 0 || hostIp >= last ? "0.0.0.0" : argv.get(hostIp + 1),
            port(argv.get(host + 1)),
            containerIp < 0 || containerIp >= last ? "" : argv.get(containerIp + 1),
            port(argv.get(container + 1))));
  }

  /** Those that everybody can reach who reaches the host. */
  public List<Port> everywhere() {
    return all.stream()
        .filter(p -> p.hostIp().equals("0.0.0.0") || p.hostIp().equals("::"))
        .toList();
  }

  /** Those that are meant for the host alone. */
  public List<Port> loopback() {
    return all.stream().filter(p -> p.hostIp().startsWith("127.")).toList();
  }

  public boolean anyOutside() {
    return all.stream().anyMatch(p -> !p.hostIp().startsWith("127.") && !p.hostIp().equals("::1"));
  }
}
