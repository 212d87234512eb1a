package io.bulkhead.kernel.sockets;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.HostNetwork;
import io.bulkhead.audit.snapshot.HostNetwork.Address;
import io.bulkhead.audit.snapshot.HostNetwork.Peer;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Names and addresses under which the engine can be reached, and who is connected to it. */
public final class NetworkGatherer implements Gatherer {
  private static final List<String> PROTOCOLS = List.of("tcp", "tcp6");
  private static final String MAPPED = "::ffff:";

  /** About a hundred thousand connections. */
  private static final int LIMIT = 1 << 24;

  private final HostView view;
  private final SocketTables tables;

  public NetworkGatherer(HostView view, SocketTables tables) {
    this.view = view;
    this.tables = tables;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    List<String> names = names(draft.vantage().hostName());
    Optional<String> hidden =
        view.files().live() ? view.hostHidden() : Optional.of("this is a tree of files");
    Reading<Daemon.Running> daemon = draft.daemon().process();
    if (hidden.isPresent()) {
      Origin origin = Origin.observed("/proc/net");
      draft.network(
          new HostNetwork(
              names,
              Reading.unreadable(origin, hidden.get()),
              Reading.unreadable(origin, hidden.get()),
              Reading.unreadable(origin, hidden.get())));
      return;
    }
    String process = daemon.seen().map(d -> String.valueOf(d.pid())).orElse("self");
    draft.network(
        new HostNetwork(
            names,
            addresses("/proc/" + process + "/net"),
            daemon.then(d -> peers(d.value().pid())),
            daemon.then(d -> own(d.value().pid()))));
  }

  /** The host's name and what /etc/hosts calls the same address. */
  private List<String> names(String hostName) {
    Set<String> names = new LinkedHashSet<>();
    if (!hostName.isEmpty()) {
      names.add(hostName);
      for (String line : lines(view.files().text("/etc/hosts"))) {
        List<String> words = List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
        if (words.size() > 1 && words.subList(1, words.size()).contains(hostName)) {
          words.subList(1, words.size()).stream()
              .filter(word -> word.matches("[A-Za-z0-9][A-Za-z0-9.-]*"))
              .filter(word -> !word.startsWith("localhost"))
              .forEach(names::add);
        }
      }
    }
    return List.copyOf(names);
  }

  private Reading<List<Address>> addresses(String net) {
    HostFiles files = view.files();
    return files
        .text(net + "/fib_trie")
        .map(
            trie -> {
              List<Address> all =
                  new ArrayList<>(
                      LocalAddresses.v4(trie.lines().toList(), lines(files.text(net + "/route"))));
              all.addAll(LocalAddresses.v6(lines(files.text(net + "/if_inet6"))));
              return all;
            });
  }

  private static List<String> lines(Reading<String> text) {
    return text.seen().stream().flatMap(String::lines).toList();
  }

  private Reading<Boolean> own(int pid) {
    HostFiles files = view.files();
    return files
        .link("/proc/" + pid + "/ns/net")
        .then(theirs -> files.link("/proc/self/ns/net").map(ours -> ours.equals(theirs.value())));
  }

  private Reading<List<Peer>> peers(int pid) {
    return tables
        .waiting(pid, PROTOCOLS)
        .then(
            rows ->
                SocketHolders.heldBy(view.files(), pid, Holding.inodes(rows.value()))
                    .then(
                        held ->
                            connected(
                                pid,
                                rows.value().stream()
                                    .filter(row -> held.value().contains(row.inode()))
                                    .map(SocketTable.Row::port)
                                    .collect(Collectors.toSet()))));
  }

  private Reading<List<Peer>> connected(int pid, Set<Integer> ports) {
    List<Peer> peers = new ArrayList<>();
    Origin origin = Origin.observed("/proc/" + pid + "/net/tcp and tcp6");
    for (String protocol : ports.isEmpty() ? List.<String>of() : PROTOCOLS) {
      Reading<byte[]> table = view.files().head("/proc/" + pid + "/net/" + protocol, LIMIT);
      if (table instanceof Reading.Unreadable<byte[]> unseen) {
        return Reading.unreadable(unseen.origin(), unseen.reason());
      }
      table.seen().stream()
          .flatMap(seen -> SocketTable.connections(seen, ports).stream())
          .map(c -> new Peer(plain(c.peer()), c.port()))
          .forEach(peers::add);
    }
    return Reading.present(peers, origin);
  }

  private static String plain(String address) {
    return address.startsWith(MAPPED) ? address.substring(MAPPED.length()) : address;
  }
}
