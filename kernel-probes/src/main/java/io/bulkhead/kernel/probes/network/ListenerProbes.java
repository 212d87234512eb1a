package io.bulkhead.kernel.probes.network;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.HostServices;
import io.bulkhead.kernel.probes.facts.Listening;
import io.bulkhead.kernel.probes.facts.Listening.Socket;
import io.bulkhead.kernel.probes.facts.PublishedPorts;
import io.bulkhead.kernel.probes.facts.UnitFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sockets that listen, and above all those of the Docker API. */
public final class ListenerProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "net.docker_api_tcp",
              Scope.NETWORK,
              "Does the Docker API listen on TCP, and for whom",
              ListenerProbes::api),
          new Probe(
              "net.listeners",
              Scope.NETWORK,
              "Who listens on this host",
              ListenerProbes::listeners));

  /** Swarm management and gossip: their own mutual TLS. */
  private static final Set<Integer> SWARM = Set.of(2377, 7946);

  private ListenerProbes() {}

  private static Answer api(Look look) {
    DaemonFacts daemon = DaemonFacts.cited(look);
    Set<String> addresses = new TreeSet<>();
    for (String host : daemon.hosts()) {
      if (host.startsWith("tcp://")) {
        addresses.add(address(host.substring(6)));
      }
    }
    for (String stream : UnitFiles.of(look, "docker.socket").values("ListenStream")) {
      if (!stream.startsWith("/") && !stream.startsWith("%") && !stream.startsWith("@")) {
        addresses.add(address(stream));
      }
    }
    for (Socket socket : Listening.of(look).all()) {
      boolean own = socket.command().equals("dockerd") && socket.protocol().startsWith("tcp");
      if (own
          && !SWARM.contains(socket.port())
          && addresses.stream().noneMatch(a -> a.endsWith(":" + socket.port()))
          && !metrics(daemon, socket.port())) {
        addresses.add(socket.address() + ":" + socket.port());
      }
    }
    if (addresses.isEmpty()) {
      boolean seen = !daemon.argv().isEmpty() || daemon.pid().isPresent();
      return seen
          ? Answer.pass(null, "on unix sockets alone")
          : Answer.unknown("the daemon was not seen");
    }
    String how = how(daemon);
    String value = String.join(", ", addresses) + " " + how;
    return how.equals("tlsverify")
        ? Answer.pass(value, "only clients with a certificate are let in")
        : Answer.fail(
            value,
            how.equals("plain")
                ? "whoever reaches the port is root on this host"
                : "encrypted, and everybody is let in: whoever reaches the port is root on this host");
  }

  private static boolean metrics(DaemonFacts daemon, int port) {
    return daemon.setting("metrics-addr").filter(a -> a.endsWith(":" + port)).isPresent();
  }

  private static String how(DaemonFacts daemon) {
    if (daemon.on("tlsverify")) {
      return "tlsverify";
    }
    if (daemon.off("tlsverify")) {
      return "tls without client certificates";
    }
    // alone it implies that clients are verified
    return daemon.on("tls") ? "tlsverify" : "plain";
  }

  /** An address without a host means all addresses. */
  private static String address(String text) {
    String bare = text.replaceAll("/.*", "");
    if (bare.chars().allMatch(Character::isDigit)) {
      return "0.0.0.0:" + bare;
    }
    return bare.startsWith(":") ? "0.0.0.0" + bare : bare;
  }

  private static Answer listeners(Look look) {
    Listening listening = Listening.of(look);
    if (!listening.seen()) {
      return Answer.unknown("the socket tables could not be read");
    }
    List<Object> rows = new ArrayList<>();
    List<Socket> unowned = new ArrayList<>();
    List<String> strangers = new ArrayList<>();
    for (Socket socket : listening.all()) {
      String owner = owner(look, socket);
      rows.add(
          Arrays.asList(socket.address(), (long) socket.port(), owner.isEmpty() ? null : owner));
      if (owner.isEmpty()) {
        unowned.add(socket);
      } else if (socket.container().isEmpty()
          && !socket.loopback()
          && !HostServices.expected(socket.command())) {
        strangers.add(owner);
      }
    }
    return judged(look, rows, unowned, strangers, listening.all().size());
  }

  private static Answer judged(
      Look look, List<Object> rows, List<Socket> unowned, List<String> strangers, int all) {
    boolean privileged = look.sources().uid() == 0;
    if (!unowned.isEmpty() && (unowned.size() == all || !privileged)) {
      return Answer.unknown(
          rows, unowned.size() + " of " + all + " sockets could not be mapped to a process");
    }
    if (unowned.stream().anyMatch(s -> !s.loopback())) {
      return Answer.fail(
          rows, "a socket on an outer address belongs to no process that can be seen");
    }
    if (!unowned.isEmpty()) {
      return Answer.warn(rows, "a socket belongs to no process that can be seen");
    }
    return strangers.isEmpty()
        ? Answer.pass(
            rows, "every socket belongs to a container or to a service that a container host has")
        : Answer.warn(
            rows,
            "services of the host listen on outer addresses: "
                + String.join(", ", new TreeSet<>(strangers)));
  }

  private static String owner(Look look, Socket socket) {
    if (!socket.owned()) {
      return "";
    }
    if (socket.command().equals("docker-proxy")) {
      return PublishedPorts.proxy(look, socket.pid())
          .map(p -> "docker-proxy->" + p.containerIp() + ":" + p.containerPort())
          .orElse("docker-proxy");
    }
    return socket.container().isEmpty()
        ? socket.command()
        : "container " + socket.container().substring(0, 12);
  }
}
