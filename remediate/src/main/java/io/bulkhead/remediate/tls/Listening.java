package io.bulkhead.remediate.tls;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.remediate.TlsWishes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the engine will listen: the addresses it is given, and the same with TLS.
 *
 * @param hosts the list of {@code hosts}, or what {@code -H} gives
 * @param byFlag it is given by flags
 * @param streams TCP addresses that docker.socket listens on for the engine
 */
record Listening(List<String> hosts, boolean byFlag, List<String> streams) {
  static final String PLAIN = "2375";
  static final String SECURE = "2376";

  static Listening of(HostSnapshot host) {
    Reading<ConfigValue> next = host.daemon().setting("hosts").nextStart();
    List<String> hosts = next.seen().map(ConfigValue::texts).orElse(List.of());
    boolean handed = hosts.stream().anyMatch(h -> h.startsWith("fd://"));
    return new Listening(
        hosts,
        next.origin().source().startsWith("-"),
        handed
            ? host.daemon().socketUnit().seen().map(Daemon.SocketUnit::listen).orElse(List.of())
            : List.of());
  }

  /** An address without a scheme is one of TCP for the engine. */
  static boolean isTcp(String address) {
    return address.startsWith("tcp://")
        || !(address.contains("://") || address.startsWith("/") || address.isEmpty());
  }

  /** For systemd: a port alone, or an address with one. */
  static boolean isTcpStream(String stream) {
    return !stream.startsWith("/") && !stream.startsWith("@") && !stream.startsWith("vsock:");
  }

  boolean anyTcp() {
    return hosts.stream().anyMatch(Listening::isTcp)
        || streams.stream().anyMatch(Listening::isTcpStream);
  }

  /** The hosts with the port that is meant for TLS; other ports stay. */
  List<String> securedHosts() {
    Set<String> secured = new LinkedHashSet<>();
    hosts.forEach(address -> secured.add(isTcp(address) ? secured(address) : address));
    return List.copyOf(secured);
  }

  List<String> securedStreams() {
    Set<String> secured = new LinkedHashSet<>();
    streams.forEach(stream -> secured.add(isTcpStream(stream) ? moved(stream) : stream));
    return List.copyOf(secured);
  }

  private static String secured(String address) {
    String plain = address.startsWith("tcp://") ? address.substring(6) : address;
    String path = "";
    int slash = plain.indexOf('/');
    if (slash >= 0) {
      path = plain.substring(slash);
      plain = plain.substring(0, slash);
    }
    boolean port = plain.matches(".*:[0-9]+");
    return "tcp://" + (port ? moved(plain) : plain.replaceFirst(":$", "") + ":" + SECURE) + path;
  }

  private static String moved(String address) {
    return address.equals(PLAIN)
        ? SECURE
        : address.endsWith(":" + PLAIN)
            ? address.substring(0, address.length() - PLAIN.length()) + SECURE
            : address;
  }

  /** Addresses that are named one by one, so that they must stand in the certificate. */
  List<String> named() {
    List<String> named = new ArrayList<>();
    for (String address : hosts.stream().filter(Listening::isTcp).toList()) {
      add(address.startsWith("tcp://") ? address.substring(6) : address, named);
    }
    streams.stream().filter(Listening::isTcpStream).forEach(s -> add(s, named));
    return named;
  }

  private static void add(String address, List<String> named) {
    String host = address.replaceFirst("/.*", "").replaceFirst(":[0-9]*$", "");
    String bare = host.replaceFirst("^\\[", "").replaceFirst("\\]$", "");
    boolean every = bare.isEmpty() || bare.equals("0.0.0.0") || bare.equals("::");
    if (!every && !bare.matches("[0-9]+") && TlsWishes.isName(bare)) {
      named.add(bare);
    }
  }

  /** Ports that the secured addresses use and the plain ones do not. */
  Set<String> newPorts(boolean hostsMove) {
    Set<String> ports = new LinkedHashSet<>();
    securedStreams().stream().filter(Listening::isTcpStream).forEach(s -> ports.add(port(s)));
    if (hostsMove) {
      securedHosts().stream().filter(Listening::isTcp).forEach(h -> ports.add(port(h)));
    }
    streams.stream().filter(Listening::isTcpStream).forEach(s -> ports.remove(port(s)));
    hosts.stream().filter(Listening::isTcp).forEach(h -> ports.remove(port(h)));
    return ports;
  }

  /** The port that clients use afterwards, the first if there are several. */
  String port(boolean hostsMove) {
    List<String> after = new ArrayList<>();
    (hostsMove ? securedHosts() : hosts).stream().filter(Listening::isTcp).forEach(after::add);
    securedStreams().stream().filter(Listening::isTcpStream).forEach(after::add);
    return after.isEmpty() ? SECURE : port(after.get(0));
  }

  private static String port(String address) {
    String plain = address.replaceFirst("^tcp://", "").replaceFirst("/.*", "");
    return plain.substring(plain.lastIndexOf(':') + 1);
  }
}
