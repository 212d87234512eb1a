package io.bulkhead.cli.host;

import io.bulkhead.audit.checks.facts.EngineSockets;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostNetwork;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whose way in a plan can cut off, as far as that can be seen at this moment. */
final class Reach {
  private static final int EVERYBODY_WRITES = 0002;
  private static final int GROUP_WRITES = 0020;

  private final HostSnapshot host;
  private final String ssh;

  /**
   * @param ssh SSH_CONNECTION of this login; empty for none
   */
  Reach(HostSnapshot host, String ssh) {
    this.host = host;
    this.ssh = ssh;
  }

  /** One sentence for each way in that is used now and that the plan touches. */
  List<String> of(Plan plan) {
    Set<Access> touched = EnumSet.noneOf(Access.class);
    plan.changes().stream().map(Change::access).forEach(touched::add);
    List<String> lines = new ArrayList<>();
    if (touched.contains(Access.DOCKER_API)) {
      ownEndpoint(lines);
      EngineSockets.ofEngine(host).forEach(path -> socket(path, lines));
      peers(lines);
    }
    if (touched.contains(Access.LOGIN) || touched.contains(Access.NETWORK)) {
      ownLogin(lines);
    }
    return lines;
  }

  private void ownEndpoint(List<String> lines) {
    String endpoint = host.vantage().endpoint();
    if (!endpoint.isEmpty() && !endpoint.startsWith("unix:")) {
      lines.add("you reach the engine over " + endpoint + " yourself");
    }
  }

  /** SSH_CONNECTION: client address, client port, server address, server port (ssh(1)). */
  private void ownLogin(List<String> lines) {
    String[] parts = ssh.split(" ", -1);
    if (parts.length == 4) {
      lines.add("you came over SSH from " + parts[0] + " to port " + parts[3]);
    }
  }

  private void socket(String path, List<String> lines) {
    host.file(path)
        .seen()
        .filter(stat -> stat.kind() == FileKind.SOCKET)
        .ifPresent(stat -> lines.add(path + " is open to " + users(stat)));
  }

  private String users(FileStat stat) {
    if ((stat.mode() & EVERYBODY_WRITES) != 0) {
      return "everybody now";
    }
    if ((stat.mode() & GROUP_WRITES) == 0 || stat.gid() == 0) {
      return "root only now";
    }
    return host.accounts()
        .seen()
        .flatMap(accounts -> accounts.group(stat.gid()))
        .map(
            group ->
                group.members().isEmpty()
                    ? "root and group " + group.name() + " now, which has no members"
                    : "root and group "
                        + group.name()
                        + " now: "
                        + String.join(", ", group.members()))
        .orElse("root and group " + stat.gid() + " now");
  }

  /** For example: {@code port 2375 is in use now by 10.0.4.7 (2 connections)}. */
  private void peers(List<String> lines) {
    Map<Integer, Map<String, Integer>> ports = new TreeMap<>();
    for (HostNetwork.Peer peer : host.network().peers().seen().orElse(List.of())) {
      ports
          .computeIfAbsent(peer.port(), p -> new TreeMap<>())
          .merge(peer.address(), 1, Integer::sum);
    }
    ports.forEach(
        (port, peers) -> {
          List<String> words = new ArrayList<>();
          peers.forEach((peer, n) -> words.add(n == 1 ? peer : peer + " (" + n + " connections)"));
          lines.add("port " + port + " is in use now by " + String.join(", ", words));
        });
  }
}
