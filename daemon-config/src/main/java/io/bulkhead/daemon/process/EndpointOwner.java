package io.bulkhead.daemon.process;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which engine listens at an endpoint: the one that holds its listening socket. */
public final class EndpointOwner {
  private static final Pattern TCP =
      Pattern.compile("(?:tcp|https?)://(\\[[^]]*]|[^:/]*):(\\d{1,5})/?.*");
  private static final int TABLE = 16 << 20;

  private final HostFiles files;

  public EndpointOwner(HostFiles files) {
    this.files = files;
  }

  /**
   * The owner among all engines; absent if no engine runs but in guests, unreadable if none of them
   * can be shown to own the endpoint.
   *
   * @param endpoint URI; empty if none is asked
   */
  public Reading<Candidate> among(List<Candidate> engines, String endpoint) {
    Origin origin = Origin.observed("dockerd among the processes");
    Matcher tcp = TCP.matcher(endpoint);
    boolean unix = endpoint.startsWith("unix://");
    if (!endpoint.isEmpty() && !unix && !(tcp.matches() && loopback(tcp.group(1)))) {
      return Reading.unreadable(origin, "the endpoint " + endpoint + " is not on this host");
    }
    if (engines.isEmpty()) {
      return Reading.absent(origin);
    }
    String path = unix ? endpoint.substring(7) : "/var/run/docker.sock";
    boolean byPath = unix || endpoint.isEmpty();
    boolean gone = byPath && gone(path);
    List<Candidate> here =
        gone ? engines.stream().filter(engine -> !engine.guest()).toList() : engines;
    if (endpoint.isEmpty() && here.size() == 1) {
      return Reading.present(here.get(0), origin);
    }
    List<Candidate> owners =
        here.stream()
            .filter(e -> byPath ? holdsPath(e, path) : holdsPort(e, Integer.parseInt(tcp.group(2))))
            .toList();
    if (gone && here.stream().allMatch(Candidate::foreign)) {
      return Reading.absent(Origin.observed("dockerd in this system's own file tree"));
    }
    return one(owners)
        .or(() -> one(owners.stream().filter(e -> !e.foreign()).toList()))
        .map(owner -> Reading.present(owner, Origin.observed("/proc/" + owner.pid())))
        .orElseGet(() -> unknown(origin, here, owners, endpoint));
  }

  /** No such socket here: an engine with other mounts may still have one of the same name. */
  private boolean gone(String path) {
    return files.stat(path) instanceof Reading.Absent<FileStat>;
  }

  private static Reading<Candidate> unknown(
      Origin origin, List<Candidate> engines, List<Candidate> owners, String endpoint) {
    String says =
        owners.isEmpty()
            ? "no engine that runs here (%d) holds the socket of %s"
                .formatted(engines.size(), endpoint)
            : "%d engines hold a socket of the name %s".formatted(owners.size(), endpoint);
    return Reading.unreadable(origin, says);
  }

  private static Optional<Candidate> one(List<Candidate> some) {
    return some.size() == 1 ? Optional.of(some.get(0)) : Optional.empty();
  }

  private static boolean loopback(String host) {
    return host.isEmpty()
        || host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Names under which a path may have been bound; /var/run is /run on every current system. */
  private Set<String> names(String path) {
    Set<String> names = new HashSet<>(Set.of(path));
    files.stat(path).seen().map(FileStat::realPath).ifPresent(names::add);
    for (String name : List.copyOf(names)) {
      if (name.startsWith("/var/run/")) {
        names.add(name.substring(4));
      } else if (name.startsWith("/run/")) {
        names.add("/var" + name);
      }
    }
    return names;
  }

  private boolean holdsPath(Candidate engine, String path) {
    Set<String> names = names(path);
    Set<String> inodes = new HashSet<>();
    lines(engine, "unix")
        .map(line -> line.strip().split("\\s+", 8))
        .filter(f -> f.length == 8 && f[3].equals("00010000") && names.contains(f[7]))
        .forEach(f -> inodes.add(f[6]));
    return holds(engine, inodes);
  }

  private boolean holdsPort(Candidate engine, int port) {
    String suffix = ":%04X".formatted(port);
    Set<String> inodes = new HashSet<>();
    Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(engine, table))
        .map(line -> line.strip().split("\\s+"))
        .filter(f -> f.length > 9 && f[3].equals("0A") && f[1].endsWith(suffix))
        .forEach(f -> inodes.add(f[9]));
    return holds(engine, inodes);
  }

  private Stream<String> lines(Candidate engine, String table) {
    return files
        .head("/proc/" + engine.pid() + "/net/" + table, TABLE)
        .seen()
        .map(b -> new String(b, StandardCharsets.UTF_8).lines())
        .orElse(Stream.empty());
  }

  /**
   * True if the engine has one of the sockets open; where that is not visible, the name decides.
   */
  private boolean holds(Candidate engine, Set<String> inodes) {
    if (inodes.isEmpty()) {
      return false;
    }
    String directory = "/proc/" + engine.pid() + "/fd";
    Reading<List<String>> open = files.list(directory);
    if (!(open instanceof Reading.Present<List<String>> seen)) {
      return true;
    }
    return seen.value().stream()
        .map(fd -> files.link(directory + "/" + fd).seen().orElse(""))
        .filter(target -> target.startsWith("socket:["))
        .anyMatch(target -> inodes.contains(target.substring(8, target.length() - 1)));
  }
}
