package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.TlsWishes;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.tls.TlsMove;
import io.bulkhead.remediate.tls.TlsOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The edits that put a host's API on mutual TLS. */
final class TlsFix {
  static final List<String> KEYS = List.of("tlsverify", "tlscacert", "tlscert", "tlskey");

  private final HostSnapshot host;
  private final TlsWishes wishes;
  private final TlsMove move;
  private final Contents contents = new Contents();

  TlsFix(HostSnapshot host, TlsWishes wishes) {
    this.host = host;
    this.wishes = wishes;
    this.move = move(host);
  }

  private static TlsMove move(HostSnapshot host) {
    return TlsMove.of(host, FlagAdvice.movable(host, "hosts").isPresent());
  }

  static Set<String> newPorts(HostSnapshot host) {
    return move(host).newPorts();
  }

  Proposal.Fix fix() {
    TlsOrder order = TlsMove.order(DaemonFile.path(host), wishes);
    List<String> clients =
        wishes.clients().isEmpty() ? List.of(TlsWishes.CLIENT) : wishes.clients();
    boolean material = ready();
    List<Edit> edits = new ArrayList<>(settings(order, material));
    if (!material) {
      String name = host.vantage().hostName().isEmpty() ? "docker" : host.vantage().hostName();
      edits.addAll(order.makeAuthority(name));
      edits.addAll(order.makeServer(name, move.names(wishes), order.authority()));
      clients.forEach(client -> edits.addAll(order.makeClient(client, order.authority())));
    }
    EngineAction.Kind kind = DaemonFile.kind(host, "tlsverify", ConfigValue.of(true));
    boolean runs = host.daemon().process().seen().isPresent();
    return new Proposal.Fix(
        edits,
        runs && kind == EngineAction.Kind.NONE ? EngineAction.Kind.RESTART : kind,
        Access.DOCKER_API,
        new Undo.Exact(),
        "every client without a certificate of the engine's CA is cut off" + move.ports(),
        affected(order, material ? List.of() : clients),
        contents);
  }

  /** TLS is on with certificates that fit each other; only the clients are not asked for theirs. */
  private boolean ready() {
    return host.tls().server().seen().isPresent()
        && host.tls().authorities().seen().filter(a -> !a.isEmpty()).isPresent()
        && host.tls().key().seen().filter(k -> k.matches()).isPresent()
        && host.tls().authorities().seen().orElse(List.of()).stream()
            .allMatch(Certificate::authority);
  }

  private List<Edit> settings(TlsOrder order, boolean material) {
    List<Edit> edits = new ArrayList<>();
    set(edits, "tlsverify", ConfigValue.of(true));
    if (!material) {
      set(edits, "tlscacert", ConfigValue.of(order.authority().certificate()));
      set(edits, "tlscert", ConfigValue.of(order.serverCertificate()));
      set(edits, "tlskey", ConfigValue.of(order.serverKey()));
    }
    if (move.movesHosts()) {
      set(edits, "hosts", ConfigValue.of(move.hosts()));
    }
    Daemon.SocketUnit socket = host.daemon().socketUnit().seen().orElse(null);
    if (socket != null) {
      move.socket(socket, contents).ifPresent(edits::add);
    }
    return edits;
  }

  /** A key, and the end of the flag that said the same. */
  private void set(List<Edit> edits, String key, ConfigValue value) {
    edits.add(KeyFix.edit(host, List.of(key), value));
    FlagAdvice.movable(host, key).ifPresent(edits::add);
  }

  private List<String> affected(TlsOrder order, List<String> clients) {
    List<String> lines = new ArrayList<>(move.cutOff());
    clients.forEach(client -> lines.addAll(move.handOver(client, order.client(client))));
    if (!clients.isEmpty()) {
      lines.add(
          "the CA's key stays in "
              + order.caDirectory()
              + ": whoever has it is root here, so move it off this host"
              + (wishes.caDirectory().isEmpty() ? ", or name another place with --ca-dir" : ""));
    }
    lines.add(
        "let only those networks reach port "
            + move.port()
            + " that need it, in the input chain of the host's firewall: Docker adds no rule there");
    FlagAdvice.movable(host, "hosts")
        .filter(flag -> move.movesHosts())
        .ifPresent(
            flag ->
                lines.add(
                    flag.flag()
                        + " is taken out of "
                        + flag.unit()
                        + " by a drop-in, which restates the rest of the command; a package update"
                        + " of it is not seen then"));
    return lines;
  }
}
