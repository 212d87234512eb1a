package io.bulkhead.kernel.probes.sockets;

import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.ApiSockets;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.LocalAccounts;
import io.bulkhead.kernel.probes.facts.Mounts;
import io.bulkhead.kernel.probes.facts.Processes;
import io.bulkhead.kernel.probes.facts.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who may speak to the engine through its sockets. */
public final class SocketProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "sock.docker_mode",
              Scope.FILES,
              "Whose is the API socket, and who may open it",
              SocketProbes::mode),
          new Probe(
              "sock.docker_acl",
              Scope.FILES,
              "Do access control lists let others in",
              SocketAcl::answer),
          new Probe(
              "sock.parents",
              Scope.FILES,
              "Can somebody replace the socket through its directories",
              SocketProbes::parents),
          new Probe(
              "sock.docker_group",
              Scope.FILES,
              "Who is root through the socket's group",
              SocketProbes::group),
          new Probe(
              "sock.stale_sessions",
              Scope.FILES,
              "Which sessions still have a group their user has lost",
              SocketProbes::stale),
          new Probe(
              "sock.listener",
              Scope.FILES,
              "Which process answers on the socket",
              SocketPeers::listener),
          new Probe(
              "sock.peers",
              Scope.PROCESSES,
              "Who is connected to the API now",
              SocketPeers::answer),
          new Probe(
              "sock.mounted",
              Scope.PROCESSES,
              "Which containers can reach the engine's sockets",
              MountedSockets::answer),
          new Probe(
              "sock.containerd",
              Scope.FILES,
              "Who may open the sockets of containerd and BuildKit",
              SocketProbes::containerd));

  private static final int OTHERS = 0006;
  private static final int GROUP = 0060;
  private static final int WRITABLE = 0022;
  private static final int STICKY = 01000;

  private SocketProbes() {}

  /** Status of the sockets that exist. */
  static Map<String, FileStat> sockets(Look look) {
    Map<String, FileStat> found = new LinkedHashMap<>();
    String root = DaemonFacts.of(look).root();
    for (String path : ApiSockets.of(look).paths()) {
      look.stat(root + path)
          .optional()
          .or(() -> look.stat(root + "/var" + path).optional())
          .ifPresent(stat -> found.put(path, stat));
    }
    return found;
  }

  private static Answer missing(Look look) {
    for (String path : ApiSockets.of(look).paths()) {
      Got<FileStat> stat = look.stat(DaemonFacts.of(look).root() + path);
      if (!stat.seen() && !stat.absent()) {
        return Answer.unseen(path, stat);
      }
    }
    return Answer.unknown("no API socket at " + String.join(", ", ApiSockets.of(look).paths()));
  }

  private static String described(LocalAccounts accounts, FileStat stat) {
    String group = accounts.group(stat.gid());
    return accounts.user(stat.uid())
        + ":"
        + (group.isEmpty() ? "" + stat.gid() : group)
        + " "
        + stat.octal();
  }

  private static Answer mode(Look look) {
    Map<String, FileStat> sockets = sockets(look);
    if (sockets.isEmpty()) {
      return missing(look);
    }
    LocalAccounts accounts = LocalAccounts.of(look);
    Map<String, Object> value = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    sockets.forEach(
        (path, stat) -> {
          value.put(path, described(accounts, stat));
          if (stat.kind() != FileKind.SOCKET) {
            problems.add(path + " is no socket");
          } else if ((stat.mode() & OTHERS) != 0) {
            problems.add("everybody may open " + path);
          } else if (stat.uid() != 0
              && !look.engine().rootless()
              && !path.startsWith("/run/user/")) {
            problems.add(path + " does not belong to root");
          }
        });
    Object shown = value.size() == 1 ? value.values().iterator().next() : value;
    return problems.isEmpty()
        ? Answer.pass(shown, "root and one group")
        : Answer.fail(shown, String.join("; ", problems));
  }

  private static Answer parents(Look look) {
    Map<String, FileStat> sockets = sockets(look);
    if (sockets.isEmpty()) {
      return missing(look);
    }
    String root = DaemonFacts.of(look).root();
    List<String> open = new ArrayList<>();
    List<String> sticky = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (Map.Entry<String, FileStat> socket : sockets.entrySet()) {
      for (String above = parent(socket.getKey()); !above.isEmpty(); above = parent(above)) {
        Got<FileStat> stat = look.stat(root + above);
        if (!stat.seen()) {
          unseen.add(above);
          continue;
        }
        boolean foreign = stat.get().uid() != 0 && stat.get().uid() != socket.getValue().uid();
        boolean writable = (stat.get().mode() & WRITABLE) != 0;
        if (foreign || (writable && (stat.get().mode() & STICKY) == 0)) {
          open.add(above);
        } else if (writable) {
          sticky.add(above);
        }
      }
    }
    if (!open.isEmpty()) {
      return Answer.fail(open, "others can replace the socket through " + String.join(", ", open));
    }
    if (!sticky.isEmpty()) {
      return Answer.warn(
          sticky,
          "others can make the socket before the engine does in " + String.join(", ", sticky));
    }
    return unseen.isEmpty()
        ? Answer.pass(List.of(), "only root can change the directories above")
        : Answer.unknown("not seen: " + String.join(", ", unseen));
  }

  /** The root directory has none: an empty text. */
  private static String parent(String path) {
    if (path.equals("/")) {
      return "";
    }
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  /** The groups of the sockets themselves, not one that is called docker; root's is none. */
  private static Set<Long> groups(Look look) {
    Set<Long> gids = new TreeSet<>();
    sockets(look).values().stream()
        .filter(s -> s.gid() != 0 && (s.mode() & GROUP) != 0)
        .forEach(s -> gids.add(s.gid()));
    return gids;
  }

  private static List<String> everybody(Look look) {
    LocalAccounts accounts = LocalAccounts.of(look);
    return groups(look).stream()
        .flatMap(gid -> accounts.everybody(gid).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static Answer group(Look look) {
    if (sockets(look).isEmpty()) {
      return missing(look);
    }
    LocalAccounts accounts = LocalAccounts.of(look);
    if (!accounts.seen()) {
      return Answer.unknown("/etc/group could not be read");
    }
    if (groups(look).isEmpty()) {
      return Answer.pass(List.of(), "the socket's group is root, or has no access");
    }
    List<String> members = everybody(look);
    if (!members.isEmpty()) {
      return Answer.warn(members, "each of them is root on this host");
    }
    return accounts.others()
        ? Answer.unknown("nobody by the local files, and accounts also come from elsewhere")
        : Answer.pass(members, "nobody");
  }

  private static Answer stale(Look look) {
    if (sockets(look).isEmpty()) {
      return missing(look);
    }
    Set<Long> gids = groups(look);
    if (gids.isEmpty()) {
      return Answer.pass(List.of(), "the socket's group is root");
    }
    List<String> holders = new ArrayList<>();
    int unread = hidesProcesses(look) ? 1 : 0;
    for (Processes.Task task : Processes.of(look).all()) {
      Got<String> status = look.unkeptText("/proc/" + task.pid() + "/status");
      unread += status.denied() ? 1 : 0;
      holder(look, gids, task, status.or("")).ifPresent(holders::add);
    }
    if (!holders.isEmpty()) {
      return Answer.fail(
          holders, "sessions keep the group until they end: " + String.join(", ", holders));
    }
    return unread == 0
        ? Answer.pass(List.of(), "none")
        : Answer.unknown("not every process could be looked into");
  }

  /** Somebody else than root who has a group that no account gives him any more. */
  private static Optional<String> holder(
      Look look, Set<Long> gids, Processes.Task task, String status) {
    String ids =
        BoxStatus.line(status, "Groups").or("") + " " + BoxStatus.line(status, "Gid").or("");
    List<String> held = Words.of(ids);
    if (gids.stream().noneMatch(gid -> held.contains("" + gid))) {
      return Optional.empty();
    }
    String uid = BoxStatus.line(status, "Uid").or("0").split("\\s+")[0];
    if (uid.equals("0") || !task.container(look).isEmpty()) {
      return Optional.empty();
    }
    String user = LocalAccounts.of(look).user(Look.decimal(uid).or(-1L));
    return everybody(look).contains(user)
        ? Optional.empty()
        : Optional.of(user + " (" + task.command() + ", pid " + task.pid() + ")");
  }

  /** True if /proc does not show others' processes to whoever runs this. */
  private static boolean hidesProcesses(Look look) {
    return look.sources().uid() != 0
        && Mounts.of(look, "self")
            .at("/proc")
            .filter(
                m ->
                    m.superOptions().stream()
                        .anyMatch(o -> o.matches("hidepid=(?!0$|off$).*|subset=.*")))
            .isPresent();
  }

  private static Answer containerd(Look look) {
    String root = DaemonFacts.of(look).root();
    Map<String, Object> open = new LinkedHashMap<>();
    int seen = 0;
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/run/containerd/containerd.sock",
                "/run/docker/containerd/containerd.sock",
                "/run/buildkit/buildkitd.sock"));
    look.list(root + "/run/containerd").or(List.of()).stream()
        .filter(name -> name.endsWith(".ttrpc"))
        .forEach(name -> paths.add("/run/containerd/" + name));
    for (String path : paths) {
      Got<FileStat> stat = look.stat(root + path);
      if (!stat.seen()) {
        if (!stat.absent()) {
          return Answer.unseen(path, stat);
        }
        continue;
      }
      seen++;
      boolean group = (stat.get().mode() & GROUP) != 0 && stat.get().gid() != 0;
      if ((stat.get().mode() & OTHERS) != 0
          || group
          || (stat.get().uid() != 0 && !look.engine().rootless())) {
        open.put(path, described(LocalAccounts.of(look), stat.get()));
      }
    }
    if (!open.isEmpty()) {
      return Answer.fail(open, "others than root may open " + String.join(", ", open.keySet()));
    }
    return seen == 0
        ? Answer.notApplicable("neither containerd nor BuildKit has a socket here")
        : Answer.pass(open, "root alone");
  }
}
