package io.bulkhead.kernel.probes.network;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.BridgeFilter;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.Firewall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Network settings of the kernel, as far as containers make them matter. */
public final class NetworkSettings {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "net.ip_forward",
              Scope.NETWORK,
              "Does the host forward packets, and is that fenced in",
              NetworkSettings::forwarding),
          new Probe(
              "net.rp_filter",
              Scope.NETWORK,
              "Are packets with forged senders dropped",
              NetworkSettings::reversePath),
          new Probe(
              "net.bridge_nf",
              Scope.NETWORK,
              "Does traffic between containers of a bridge pass the packet filter",
              NetworkSettings::bridgeFilter),
          new Probe(
              "net.route_localnet",
              Scope.NETWORK,
              "Can loopback addresses be reached from outside",
              NetworkSettings::routeLocalnet),
          new Probe(
              "net.redirects",
              Scope.NETWORK,
              "Can neighbours change the host's routes",
              NetworkSettings::redirects));

  private static final String CONF = "net.ipv4.conf.";
  private static final Pattern INNER =
      Pattern.compile(
          "all|default|lo|docker.*|br-.*|veth.*|virbr.*|cni.*|flannel.*|cali.*|tun.*|tap.*");
  private static final Pattern DOCKER_BRIDGE = Pattern.compile("docker.*|br-[0-9a-f]{12}");

  private NetworkSettings() {}

  private static List<String> interfaces(Look look) {
    return look.list("/proc/sys/net/ipv4/conf").or(List.of());
  }

  /** Whether the engine has a bridge network; empty if that was not seen. */
  private static Optional<Boolean> bridges(Look look) {
    if (look.engine().networks().isPresent()) {
      return look.engine()
          .networks()
          .map(all -> all.stream().anyMatch(n -> n.driver().equals("bridge")));
    }
    List<String> devices = look.list("/sys/class/net").or(interfaces(look));
    if (devices.stream().anyMatch(name -> DOCKER_BRIDGE.matcher(name).matches())) {
      return Optional.of(true);
    }
    return devices.isEmpty() ? Optional.empty() : Optional.of(false);
  }

  private static Answer forwarding(Look look) {
    Got<Long> forward = look.sysctl("net.ipv4.ip_forward");
    look.sysctl("net.ipv6.conf.all.forwarding");
    if (!forward.seen()) {
      return Answer.unseen("net.ipv4.ip_forward", forward);
    }
    if (forward.get() == 0) {
      Optional<Boolean> bridges = bridges(look);
      if (bridges.isEmpty()) {
        return Answer.unknown(0L, "whether the engine has bridge networks was not seen");
      }
      return bridges.get()
          ? Answer.fail(0L, "containers on bridge networks cannot be reached, nor reach out")
          : Answer.pass(0L, "off, and no bridge network needs it");
    }
    Optional<String> policy = Firewall.of(look).forwardPolicy();
    if (policy.isEmpty()) {
      return Answer.unknown(
          forward.get(),
          "on, and whether it is fenced in was not seen: " + Firewall.of(look).why());
    }
    if (!policy.get().equals("drop")) {
      return Answer.fail(forward.get(), "on, and the host routes between all its networks");
    }
    boolean open6 =
        look.sysctl("net.ipv6.conf.all.forwarding").or(0L) == 1
            && Firewall.of(look).forwardPolicy6().filter("accept"::equals).isPresent();
    return open6
        ? Answer.warn(forward.get(), "fenced in for IPv4, and open for IPv6")
        : Answer.pass(
            forward.get(),
            "on, as bridge networks need it, and dropped unless a rule lets it pass");
  }

  private static Answer reversePath(Look look) {
    Got<Long> all = look.sysctl(CONF + "all.rp_filter");
    if (!all.seen()) {
      return Answer.unseen(CONF + "all.rp_filter", all);
    }
    List<String> uplinks =
        interfaces(look).stream().filter(name -> !INNER.matcher(name).matches()).toList();
    Map<String, Object> value = new LinkedHashMap<>();
    boolean open = false;
    for (String name : uplinks) {
      Got<Long> own = look.number("/proc/sys/net/ipv4/conf/" + name + "/rp_filter");
      long effective = Math.max(all.get(), own.or(0L));
      value.put(name, effective);
      open |= effective == 0;
    }
    if (uplinks.isEmpty()) {
      value.put("all", all.get());
      return all.get() >= 1
          ? Answer.pass(value, "checked everywhere")
          : Answer.unknown(value, "no uplink was seen");
    }
    if (!open) {
      return Answer.pass(value, "checked on every uplink");
    }
    return uplinks.size() > 1
        ? Answer.fail(value, "several uplinks, and one takes packets with any sender")
        : Answer.warn(value, "the uplink takes packets with any sender");
  }

  private static Answer bridgeFilter(Look look) {
    Got<Long> call = look.sysctl("net.bridge.bridge-nf-call-iptables");
    if (call.or(0L) == 1) {
      return Answer.pass(1L, "it does");
    }
    if (!call.seen() && !call.absent()) {
      return Answer.unseen("net.bridge.bridge-nf-call-iptables", call);
    }
    List<String> users = BridgeFilter.users(look);
    Object value = call.optional().orElse(null);
    if (!users.isEmpty()) {
      return Answer.fail(value, "it does not, and without effect are " + String.join(", ", users));
    }
    return look.engine().networks().isEmpty()
        ? Answer.unknown(value, "whether a network needs it was not seen")
        : Answer.pass(value, "no network needs it");
  }

  private static Answer routeLocalnet(Look look) {
    Map<String, Object> on = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of("all", "default"));
    interfaces(look).stream().filter(n -> !names.contains(n)).forEach(names::add);
    boolean seen = false;
    for (String name : names) {
      Got<Long> value = look.number("/proc/sys/net/ipv4/conf/" + name + "/route_localnet");
      seen |= value.seen();
      if (value.or(0L) == 1) {
        on.put(name, 1L);
      }
    }
    if (!seen) {
      return Answer.unknown("route_localnet could not be read");
    }
    if (on.isEmpty()) {
      return Answer.pass(on, "nowhere");
    }
    List<String> outer =
        on.keySet().stream()
            .filter(
                n ->
                    !DOCKER_BRIDGE.matcher(n).matches()
                        && !named(look, n)
                        && !n.equals("docker_gwbridge")
                        && !n.equals("lo"))
            .toList();
    if (!outer.isEmpty()) {
      return Answer.fail(
          on, "services that listen on 127.0.0.1 are reached through " + String.join(", ", outer));
    }
    return DaemonFacts.of(look).off("userland-proxy")
        ? Answer.pass(on, "on the engine's bridges, as userland-proxy=false sets it")
        : Answer.warn(on, "on the engine's bridges, which only userland-proxy=false needs");
  }

  /** True if a network of the engine was given this name for its bridge. */
  private static boolean named(Look look, String device) {
    return look.engine().networks().orElse(List.of()).stream()
        .anyMatch(n -> device.equals(n.options().get("com.docker.network.bridge.name")));
  }

  private static Answer redirects(Look look) {
    Map<String, Object> bad = new LinkedHashMap<>();
    boolean seen = false;
    for (String where : List.of("all", "default")) {
      for (String key : List.of("accept_redirects", "send_redirects", "accept_source_route")) {
        seen |= wanted(look, CONF + where + "." + key, 0, bad);
      }
      for (String key : List.of("accept_redirects", "accept_source_route")) {
        seen |= wanted(look, "net.ipv6.conf." + where + "." + key, 0, bad);
      }
    }
    for (String key :
        List.of(
            "tcp_syncookies", "icmp_echo_ignore_broadcasts", "icmp_ignore_bogus_error_responses")) {
      seen |= wanted(look, "net.ipv4." + key, 1, bad);
    }
    uplinks(look, bad);
    if (!seen) {
      return Answer.unknown("none of the settings could be read");
    }
    if (bad.isEmpty()) {
      return Answer.pass(bad, "they cannot");
    }
    boolean forwards = look.sysctl("net.ipv4.ip_forward").or(0L) == 1;
    String names = String.join(", ", bad.keySet());
    return forwards
        ? Answer.fail(bad, "a host that forwards has " + names)
        : Answer.warn(bad, "weaker than it could be: " + names);
  }

  /** An interface's own setting counts where that of all interfaces does not overrule it. */
  private static void uplinks(Look look, Map<String, Object> bad) {
    boolean forwards = look.sysctl("net.ipv4.ip_forward").or(0L) == 1;
    for (String name : interfaces(look)) {
      if (!INNER.matcher(name).matches()) {
        wanted(look, CONF + slashed(name) + ".send_redirects", 0, bad);
        if (!forwards) {
          wanted(look, CONF + slashed(name) + ".accept_redirects", 0, bad);
        }
      }
    }
  }

  /** A point in an interface's name is no separator. */
  private static String slashed(String name) {
    return name.replace('.', '/');
  }

  /** True if the setting was seen; puts it down where it is neither wanted nor stricter. */
  private static boolean wanted(Look look, String name, long wanted, Map<String, Object> bad) {
    Got<Long> value = look.sysctl(name);
    // -1 refuses source routes of IPv6 as well, 2 sends cookies always
    boolean good = wanted == 0 ? value.or(0L) <= 0 : value.or(1L) >= wanted;
    if (value.seen() && !good) {
      bad.put(name, value.get());
    }
    return value.seen();
  }
}
