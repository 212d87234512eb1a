package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** The default bridge, address pools, registries. */
final class NetworkRules {
  private NetworkRules() {}

  static void check(Subject subject) {
    bridge(subject);
    icc(subject);
    ipv6(subject);
    pools(subject);
    registries(subject);
    if (!subject.before(28, 0)
        && subject.given("host-gateway-ip")
        && subject.given("host-gateway-ips")) {
      subject.stops("host-gateway-ips", "host-gateway-ip is set too", "keep host-gateway-ips");
    }
  }

  private static void bridge(Subject subject) {
    for (String key : List.of("bip", "bip6")) {
      if (!subject.given(key)) {
        continue;
      }
      if (subject.given("bridge")) {
        subject.stops(key, "bridge is set too, and the engine refuses both", "keep one of the two");
      }
      Optional<Addresses.Network> network = Addresses.network(subject.text(key));
      if (network.filter(Addresses.Network::bare).isPresent()) {
        subject.stops(
            key,
            "'" + subject.text(key) + "' names a network, not the bridge's address in it",
            "write the address the bridge shall have");
      }
    }
  }

  private static void icc(Subject subject) {
    if (subject.on("icc")) {
      return;
    }
    if (!subject.on("iptables")) {
      subject.stops("icc", "icc=false needs iptables, which is off", "set iptables to true");
    } else if (subject.on("ipv6") && !subject.on("ip6tables")) {
      subject.stops(
          "icc", "icc=false with ipv6 needs ip6tables, which is off", "set ip6tables to true");
    }
  }

  private static void ipv6(Subject subject) {
    if (!subject.before(27, 0)) {
      return;
    }
    if (subject.on("ip6tables") && !subject.on("experimental")) {
      subject.stops(
          "ip6tables",
          "needs experimental before Docker Engine 27.0",
          "set experimental or remove it");
    }
    if (subject.on("ipv6") && !subject.given("fixed-cidr-v6")) {
      subject.stops(
          "ipv6",
          "needs fixed-cidr-v6 before Docker Engine 27.0",
          "set fixed-cidr-v6 or remove it");
    }
  }

  private static void pools(Subject subject) {
    if (!(subject.effective("default-address-pools") instanceof ConfigValue.Items pools)) {
      return;
    }
    int v4 = 0;
    for (ConfigValue pool : pools.values()) {
      String base = TypeRules.field(pool, "base").text();
      Optional<Addresses.Network> network = Addresses.network(base);
      if (network.isEmpty()) {
        subject.stops(
            "default-address-pools", "base '" + base + "' is no network", "write 10.0.0.0/8");
        continue;
      }
      v4 += network.get().bits() == 32 ? 1 : 0;
      size(subject, pool, network.get());
    }
    if (!pools.values().isEmpty() && v4 == 0) {
      subject.stops("default-address-pools", "there is no IPv4 pool", "add one");
    }
  }

  private static void size(Subject subject, ConfigValue pool, Addresses.Network network) {
    ConfigValue size = TypeRules.field(pool, "size");
    long bits =
        size instanceof ConfigValue.Num n && n.spelling().matches("\\d{1,9}")
            ? Long.parseLong(n.spelling())
            : 0;
    if (bits < Math.max(1, network.prefix()) || bits > network.bits()) {
      subject.stops(
          "default-address-pools",
          "size " + size + " does not fit into /" + network.prefix(),
          "write a prefix length between %d and %d".formatted(network.prefix(), network.bits()));
    }
  }

  private static void registries(Subject subject) {
    for (String registry : subject.texts("insecure-registries")) {
      String name = registry.replaceFirst("^https?://", "");
      if (name.startsWith("-") || name.endsWith("-")) {
        subject.stops(
            "insecure-registries", "'" + registry + "' is no registry", "remove the hyphen");
      }
    }
    for (String mirror : subject.texts("registry-mirrors")) {
      mirror(subject, mirror);
    }
  }

  private static void mirror(Subject subject, String mirror) {
    URI uri;
    try {
      uri = new URI(mirror);
    } catch (URISyntaxException e) {
      subject.stops("registry-mirrors", "an entry is no URL", "write https://host");
      return;
    }
    String scheme = String.valueOf(uri.getScheme());
    String path = uri.getPath() == null ? "" : uri.getPath();
    boolean deep = !path.isEmpty() && !path.equals("/");
    if (!scheme.equals("http") && !scheme.equals("https")) {
      subject.stops(
          "registry-mirrors", "a mirror must be http:// or https://", "write https://host");
    } else if (uri.getRawUserInfo() != null) {
      subject.stops("registry-mirrors", "a mirror's URL carries credentials", "remove them");
    } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      subject.stops("registry-mirrors", "'" + mirror + "' has a query or fragment", "remove it");
    } else if (deep && subject.before(23, 0)) {
      subject.stops("registry-mirrors", "'" + mirror + "' has a path", "remove it");
    }
  }
}
