package io.bulkhead.daemon.process;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads engines' processes from /proc (proc(5)). */
public final class Processes {
  private static final List<String> NAMES =
      List.of("dockerd", "dockerd-current", "dockerd-ce", "dockerd-dev");

  /** Clock ticks of /proc/PID/stat; 100 on every architecture that engines run on. */
  private static final long TICK_MILLIS = 10;

  private static final Pattern CONTAINER =
      Pattern.compile(
          "/docker[/-][0-9a-f]{12,}|/kubepods[^/]*|/lxc[^/]*/[^/]+|/machine\\.slice/[^/]+|/libpod[^/]*");

  private final HostFiles files;
  private final LongSupplier clock;

  /**
   * @param clock milliseconds since 1970-01-01 UTC
   */
  public Processes(HostFiles files, LongSupplier clock) {
    this.files = files;
    this.clock = clock;
  }

  /** All engines that can be seen, by pid. */
  public List<Candidate> engines() {
    List<Candidate> found = new ArrayList<>();
    for (String name : files.list("/proc").seen().orElse(List.of())) {
      if (Character.isDigit(name.charAt(0))) {
        engine(Integer.parseInt(name)).ifPresent(found::add);
      }
    }
    return found.stream().sorted((a, b) -> Integer.compare(a.pid(), b.pid())).toList();
  }

  /** The kernel's short name of a process; empty if it is gone or hidden. */
  public String command(int pid) {
    return files.text("/proc/" + pid + "/comm").seen().map(String::strip).orElse("");
  }

  private Optional<Candidate> engine(int pid) {
    String command = command(pid);
    if (!NAMES.contains(command) && !command.equals("docker")) {
      return Optional.empty();
    }
    List<String> argv = words("/proc/" + pid + "/cmdline").seen().orElse(List.of());
    boolean old = argv.size() > 1 && (argv.get(1).equals("daemon") || argv.get(1).equals("-d"));
    if (argv.isEmpty() || (command.equals("docker") && !old)) {
      return Optional.empty();
    }
    return stat(pid).map(stat -> candidate(pid, argv, stat));
  }

  private Candidate candidate(int pid, List<String> argv, String[] stat) {
    String at = "/proc/" + pid;
    long ticks = Long.parseLong(stat[19]);
    long exact = clock.getAsLong() - uptimeMillis() + ticks * TICK_MILLIS;
    return new Candidate(
        pid,
        Integer.parseInt(stat[1]),
        files.link(at + "/exe").seen().orElse(argv.get(0)),
        argv,
        words(at + "/environ").map(Processes::variables),
        bootMillis() + ticks * TICK_MILLIS,
        exact,
        cgroup(at),
        contained(at),
        nested(at),
        ownMounts(at));
  }

  /** Fields of /proc/PID/stat behind the name: state, ppid, …; index 19 is the start time. */
  private Optional<String[]> stat(int pid) {
    return files
        .text("/proc/" + pid + "/stat")
        .seen()
        .map(text -> text.substring(text.lastIndexOf(')') + 1).strip().split(" "))
        .filter(fields -> fields.length > 20 && !fields[0].equals("Z"));
  }

  private long uptimeMillis() {
    return files
        .text("/proc/uptime")
        .seen()
        .map(text -> Math.round(Double.parseDouble(text.split(" ")[0]) * 1000))
        .orElse(0L);
  }

  private long bootMillis() {
    return files
        .text("/proc/stat")
        .seen()
        .flatMap(text -> text.lines().filter(l -> l.startsWith("btime ")).findFirst())
        .map(line -> Long.parseLong(line.substring(6).strip()) * 1000)
        .orElse(0L);
  }

  private String cgroup(String at) {
    String unified = "";
    for (String line : files.text(at + "/cgroup").seen().orElse("").split("\n")) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].equals("name=systemd")) {
        return parts[2];
      }
      unified = parts.length == 3 && parts[1].isEmpty() ? parts[2] : unified;
    }
    return unified;
  }

  /** True if the control group belongs to a container or a machine, and ours does not. */
  private boolean contained(String at) {
    Matcher theirs = CONTAINER.matcher(cgroup(at));
    Matcher ours = CONTAINER.matcher(cgroup("/proc/self"));
    return theirs.find() && !(ours.find() && ours.group().equals(theirs.group()));
  }

  private boolean nested(String at) {
    return files
        .text(at + "/status")
        .seen()
        .flatMap(text -> text.lines().filter(l -> l.startsWith("NSpid:")).findFirst())
        .map(line -> line.strip().split("\\s+").length > 2)
        .orElse(false);
  }

  private Reading<Boolean> ownMounts(String at) {
    Reading<String> theirs = files.link(at + "/ns/mnt");
    Reading<String> root = files.link(at + "/root");
    Optional<String> ours = files.link("/proc/self/ns/mnt").seen();
    if (ours.isEmpty()) {
      return Reading.unreadable(theirs.origin(), "our own mount namespace is not visible");
    }
    return theirs.then(
        seen -> root.map(path -> !path.equals("/") || !seen.value().equals(ours.get())));
  }

  private Reading<List<String>> words(String path) {
    return files
        .bytes(path)
        .map(b -> new String(b, StandardCharsets.UTF_8))
        .map(text -> text.isEmpty() ? List.<String>of() : Arrays.asList(text.split("\0", -1)))
        .map(Processes::withoutEnd);
  }

  private static List<String> withoutEnd(List<String> words) {
    int size = words.size();
    return size > 0 && words.get(size - 1).isEmpty() ? words.subList(0, size - 1) : words;
  }

  private static Map<String, String> variables(List<String> words) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        found.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return found;
  }
}
