package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.EngineSockets;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A group that may connect to an engine socket.
 *
 * @param owner user id of the socket's owner, who needs no group
 */
record SocketGroup(String socket, long gid, String name, long owner, Evidence evidence) {
  private static final int GROUP_WRITE = 0020;

  /** The groups of the sockets that exist; what is no finding or could not be seen is added. */
  static List<SocketGroup> all(HostSnapshot host, List<Ground> grounds) {
    if (Presence.elsewhere(host)) {
      grounds.add(
          Grounds.undetermined("", "the engine does not share this system's files and accounts"));
      return List.of();
    }
    List<SocketGroup> found = new ArrayList<>();
    Set<String> looked = new LinkedHashSet<>();
    for (String path : EngineSockets.ofEngine(host)) {
      host.file(path)
          .fold(
              seen -> !looked.add(seen.value().realPath()) || add(found, grounds, seen),
              none -> false,
              unseen -> grounds.add(Grounds.unseen(path, unseen)));
    }
    return looked.isEmpty() && grounds.isEmpty() ? future(host) : found;
  }

  private static boolean add(
      List<SocketGroup> found, List<Ground> grounds, Reading.Present<FileStat> seen) {
    FileStat file = seen.value();
    if (file.kind() != FileKind.SOCKET) {
      return false;
    }
    Evidence evidence =
        Evidence.of(seen.origin(), file.octal() + " " + file.owner() + ":" + file.group());
    if (file.gid() == 0) {
      return grounds.add(Grounds.pass("", file.path() + " belongs to group root", evidence));
    }
    if ((file.mode() & GROUP_WRITE) == 0) {
      return grounds.add(
          Grounds.pass("", "the group of " + file.path() + " may not connect", evidence));
    }
    return found.add(new SocketGroup(file.path(), file.gid(), file.group(), file.uid(), evidence));
  }

  /** Where no socket exists because no engine runs: the group that the next start will use. */
  private static List<SocketGroup> future(HostSnapshot host) {
    Effective group = Effective.of(host, "group");
    String name =
        host.daemon()
            .socketUnit()
            .seen()
            .map(Daemon.SocketUnit::group)
            .filter(g -> !g.isEmpty())
            .orElse(group.text());
    return host.accounts().seen().map(Accounts::groups).orElse(List.of()).stream()
        .filter(g -> g.name().equals(name) && g.gid() != 0)
        .map(
            g ->
                new SocketGroup(
                    "the engine's socket at the next start", g.gid(), name, 0, group.evidence()))
        .toList();
  }

  /** Secondary members and those whose primary group it is; not root, not the socket's owner. */
  Set<String> members(Accounts accounts) {
    Set<String> names = new LinkedHashSet<>();
    accounts.groups().stream().filter(g -> g.gid() == gid).forEach(g -> names.addAll(g.members()));
    accounts.users().stream().filter(u -> u.gid() == gid).forEach(u -> names.add(u.name()));
    accounts.users().stream()
        .filter(u -> u.uid() == 0 || u.uid() == owner)
        .forEach(u -> names.remove(u.name()));
    return names;
  }
}
