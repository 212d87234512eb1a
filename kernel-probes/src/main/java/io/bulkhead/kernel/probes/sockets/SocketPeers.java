package io.bulkhead.kernel.probes.sockets;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.HostCalls.Peer;
import io.bulkhead.kernel.probes.HostCalls.UnixSocket;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.ApiSockets;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.Processes;
import io.bulkhead.kernel.probes.facts.SocketOwners;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Both ends of the API sockets. */
final class SocketPeers {
  private static final int ESTABLISHED = 1;
  private static final Set<String> SERVERS = Set.of("dockerd", "systemd", "rootlesskit", "init");
  private static final Set<String> CLIENTS =
      Set.of(
          "docker",
          "docker-compose",
          "dockerd",
          "containerd",
          "java",
          "systemd",
          "bulkhead",
          "gitlab-runner",
          "buildx",
          "docker-buildx",
          "compose");

  private SocketPeers() {}

  static Answer listener(Look look) {
    String path = ApiSockets.of(look).paths().get(0);
    Got<Peer> peer =
        look.call(
            "getsockopt(" + path + ", SO_PEERCRED)",
            calls -> calls.peer(DaemonFacts.of(look).root() + path));
    if (!peer.seen()) {
      return Answer.unseen("who answers on " + path, peer);
    }
    if (peer.get().pid() == 0) {
      return Answer.unknown("the process is outside this pid namespace");
    }
    Got<String> name = look.word("/proc/" + peer.get().pid() + "/comm");
    if (!name.seen()) {
      return Answer.unknown("process " + peer.get().pid() + " answers: " + name.why());
    }
    String command = name.get();
    String value = command + " (pid " + peer.get().pid() + ", uid " + peer.get().uid() + ")";
    boolean server = SERVERS.contains(command);
    boolean owner = peer.get().uid() == 0 || look.engine().rootless();
    return server && owner
        ? Answer.pass(value, "the engine, or systemd for it")
        : Answer.fail(value, "not the engine of root");
  }

  /** The other ends of the sockets that the engine has accepted. */
  private static Set<Long> peers(List<UnixSocket> sockets, List<String> paths) {
    Set<Long> peers = new TreeSet<>();
    for (UnixSocket socket : sockets) {
      boolean server =
          socket.state() == ESTABLISHED && paths.contains(ApiSockets.canonical(socket.path()));
      if (server && socket.peer() != 0) {
        peers.add(socket.peer());
      }
    }
    return peers;
  }

  static Answer answer(Look look) {
    Got<List<UnixSocket>> sockets = look.call("netlink(SOCK_DIAG, unix)", HostCalls::unixSockets);
    if (!sockets.seen()) {
      return Answer.unseen("unix sockets and their peers", sockets);
    }
    List<String> paths = ApiSockets.of(look).paths();
    List<String> clients = new ArrayList<>();
    List<String> inside = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Set<Long> peers = peers(sockets.get(), paths);
    Map<Long, Processes.Task> owners = SocketOwners.of(look, peers);
    for (long peer : peers) {
      Processes.Task client = owners.get(peer);
      String name = client == null ? "?" : client.command() + " (pid " + client.pid() + ")";
      clients.add(name);
      if (client != null && !client.container(look).isEmpty()) {
        inside.add(name);
      } else if (client == null || !CLIENTS.contains(client.command())) {
        unknown.add(name);
      }
    }
    if (!inside.isEmpty()) {
      return Answer.fail(
          clients, "connected from inside a container: " + String.join(", ", inside));
    }
    return unknown.isEmpty()
        ? Answer.pass(clients, clients.isEmpty() ? "nobody" : "known clients")
        : Answer.warn(clients, "clients that are not known: " + String.join(", ", unknown));
  }
}
