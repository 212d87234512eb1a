package io.bulkhead.remediate.tls;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostNetwork;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.TlsWishes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** From plain TCP to TLS: which addresses change, whom that cuts off, and what is named. */
public final class TlsMove {
  private final HostSnapshot host;
  private final Listening listening;
  private final boolean flagMoves;

  private TlsMove(HostSnapshot host, boolean flagMoves) {
    this.host = host;
    this.listening = Listening.of(host);
    this.flagMoves = flagMoves;
  }

  /**
   * The move on a host.
   *
   * @param flagMoves {@code -H} can be taken out of the engine's command
   */
  public static TlsMove of(HostSnapshot host, boolean flagMoves) {
    return new TlsMove(host, flagMoves);
  }

  /** The files' places: beside daemon.json, and where the operator wants the authority's key. */
  public static TlsOrder order(String daemonJson, TlsWishes wishes) {
    String directory = daemonJson.substring(0, daemonJson.lastIndexOf('/')) + "/tls";
    String authority = wishes.caDirectory().isEmpty() ? directory + "/ca" : wishes.caDirectory();
    return new TlsOrder(directory, authority, wishes.algorithm(), "");
  }

  /** True if the list of hosts changes, in the file or from flags to the file. */
  public boolean movesHosts() {
    boolean may = !listening.byFlag() || flagMoves;
    return may && !listening.securedHosts().equals(listening.hosts());
  }

  public List<String> hosts() {
    return listening.securedHosts();
  }

  public Set<String> newPorts() {
    return listening.newPorts(movesHosts());
  }

  /** The port that clients use afterwards. */
  public String port() {
    return listening.port(movesHosts());
  }

  /** Words about the port, with a comma before them; empty if it stays. */
  public String ports() {
    return newPorts().isEmpty()
        ? ""
        : ", and port " + Listening.PLAIN + " becomes " + String.join(" and ", newPorts());
  }

  /** The drop-in of the socket unit, where it listens on TCP. */
  public Optional<Edit> socket(Daemon.SocketUnit unit, Contents contents) {
    List<String> after = listening.securedStreams();
    return after.equals(listening.streams())
        ? Optional.empty()
        : Optional.of(SocketDropIn.edit(unit, after, contents));
  }

  /** What the server's certificate names, each once: found, given, and localhost. */
  public List<String> names(TlsWishes wishes) {
    Set<String> names = new LinkedHashSet<>();
    host.network().names().stream().filter(TlsWishes::isName).forEach(names::add);
    host.network().addresses().seen().orElse(List.of()).stream()
        .filter(address -> !address.dockers())
        .map(HostNetwork.Address::text)
        .forEach(names::add);
    names.addAll(listening.named());
    names.addAll(wishes.names());
    names.addAll(List.of("localhost", "127.0.0.1", "::1"));
    return List.copyOf(names);
  }

  /** Clients that are connected to a plain port now, a line each. */
  public List<String> cutOff() {
    var peers = host.network().peers().seen();
    if (peers.isEmpty()) {
      return List.of("who is connected now could not be seen");
    }
    Map<String, Integer> connections = new TreeMap<>();
    peers.get().stream()
        .filter(peer -> apiPorts().contains(String.valueOf(peer.port())))
        .forEach(
            peer -> connections.merge(peer.address() + " on port " + peer.port(), 1, Integer::sum));
    List<String> lines = new ArrayList<>();
    connections.forEach(
        (who, n) ->
            lines.add(
                "cut off: " + who + ", " + n + (n == 1 ? " connection now" : " connections now")));
    return lines.isEmpty()
        ? List.of("no client is connected over TCP at this moment; those that come later are cut")
        : lines;
  }

  private Set<String> apiPorts() {
    Set<String> ports = new LinkedHashSet<>();
    listening.hosts().stream().filter(Listening::isTcp).forEach(h -> ports.add(digits(h)));
    listening.streams().stream().filter(Listening::isTcpStream).forEach(s -> ports.add(digits(s)));
    return ports;
  }

  private static String digits(String address) {
    String plain = address.replaceFirst("^tcp://", "").replaceFirst("/.*", "");
    String port = plain.substring(plain.lastIndexOf(':') + 1);
    return port.matches("[0-9]+") ? port : Listening.PLAIN;
  }

  /** What has to be done with a client's new files, a line each. */
  public List<String> handOver(String client, String place) {
    String name = host.vantage().hostName().isEmpty() ? "HOST" : host.vantage().hostName();
    return List.of(
        client(client) + "scp -r root@" + name + ":" + place + " ~/.docker/" + name,
        client(client) + contextCommand(host, port()));
  }

  /** How a line about a client starts. */
  public static String client(String name) {
    return "client " + name + ": ";
  }

  /** The command that makes a docker CLI use a client's certificate. */
  static String contextCommand(HostSnapshot host, String port) {
    String name = host.vantage().hostName().isEmpty() ? "HOST" : host.vantage().hostName();
    String place = "$HOME/.docker/" + name;
    return "docker context create "
        + name
        + " --docker \"host=tcp://"
        + name
        + ":"
        + port
        + ",ca="
        + place
        + "/ca.pem,cert="
        + place
        + "/cert.pem,key="
        + place
        + "/key.pem\"";
  }
}
