package io.bulkhead.kernel.processes;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.ProcessFacts.IdMap;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one process from /proc/PID. */
final class ProcessReader {
  /** USER_HZ, the unit of times in /proc, on x86_64 and aarch64. */
  private static final long TICKS = 100;

  private static final String[] NAMESPACES = {
    "cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"
  };

  private final HostFiles files;
  private final Labels labels;
  private final Reading<Long> bootSeconds;

  ProcessReader(HostFiles files) {
    this.files = files;
    this.labels = new Labels(files);
    this.bootSeconds = files.text("/proc/stat").then(ProcessReader::bootTime);
  }

  /**
   * All facts of a process.
   *
   * @param wholeCommand false keeps the program's name only: arguments of containers may carry
   *     secrets, and no check needs them
   */
  Reading<ProcessFacts> read(int pid, boolean wholeCommand) {
    String dir = "/proc/" + pid;
    Reading<String> before = lenient(dir + "/stat");
    Reading<String> status = lenient(dir + "/status");
    return before.then(
        stat ->
            status.then(
                seen -> {
                  try {
                    ProcessFacts facts =
                        facts(pid, new StatLine(stat.value()), seen.value(), wholeCommand);
                    return same(dir, stat.value())
                        ? Reading.present(facts, Origin.observed(dir))
                        : Reading.unreadable(Origin.observed(dir), "it ended meanwhile");
                  } catch (MalformedException e) {
                    return Reading.unreadable(seen.origin(), String.valueOf(e.getMessage()));
                  }
                }));
  }

  /** A number may be taken over by a new process between two reads. */
  private boolean same(String dir, String statBefore) throws MalformedException {
    Optional<String> now = lenient(dir + "/stat").seen();
    return now.isPresent()
        && new StatLine(now.get()).startTicks() == new StatLine(statBefore).startTicks();
  }

  private ProcessFacts facts(int pid, StatLine stat, String statusText, boolean wholeCommand)
      throws MalformedException {
    String dir = "/proc/" + pid;
    StatusFile status = StatusFile.parse(statusText);
    for (String needed : new String[] {"NoNewPrivs", "Seccomp", "CapEff", "CapBnd"}) {
      if (!status.has(needed)) {
        throw new MalformedException("this kernel does not tell " + needed);
      }
    }
    List<String> argv = argv(dir);
    return new ProcessFacts(
        pid,
        (int) stat.parent(),
        stat.command(),
        files.link(dir + "/exe"),
        wholeCommand || argv.isEmpty() ? argv : argv.subList(0, 1),
        status.effectiveUid(),
        started(stat),
        status.capabilities(),
        status.number("NoNewPrivs") == 1,
        (int) status.number("Seccomp"),
        labels.of(pid),
        files.text(dir + "/uid_map").then(ProcessReader::idMaps),
        namespaces(dir),
        Cgroups.path(lenient(dir + "/cgroup").seen().orElse("").split("\n")),
        files.text(dir + "/limits").then(Limits::openFilesHard));
  }

  private long started(StatLine stat) throws MalformedException {
    Optional<Long> boot = bootSeconds.seen();
    if (boot.isEmpty()) {
      throw new MalformedException("the time of boot is not visible in /proc/stat");
    }
    return boot.get() * 1000 + stat.startTicks() * 1000 / TICKS;
  }

  private List<String> argv(String dir) {
    byte[] bytes = files.bytes(dir + "/cmdline").seen().orElse(new byte[0]);
    if (bytes.length == 0) {
      return List.of();
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    String ended = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    return List.of(ended.split("\0", -1));
  }

  private Map<String, String> namespaces(String dir) {
    Map<String, String> found = new HashMap<>();
    for (String kind : NAMESPACES) {
      files.link(dir + "/ns/" + kind).seen().ifPresent(text -> found.put(kind, text));
    }
    return found;
  }

  /** A process may give itself a name that is no UTF-8. */
  private Reading<String> lenient(String path) {
    return files.bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  static Reading<List<IdMap>> idMaps(Reading.Present<String> seen) {
    List<IdMap> maps = new ArrayList<>();
    try {
      for (String line : seen.value().split("\n")) {
        String[] f = line.strip().split("\\s+");
        if (f.length == 3) {
          maps.add(
              new IdMap(
                  MalformedException.number("uid_map", f[0]),
                  MalformedException.number("uid_map", f[1]),
                  MalformedException.number("uid_map", f[2])));
        }
      }
    } catch (MalformedException e) {
      return Reading.unreadable(seen.origin(), String.valueOf(e.getMessage()));
    }
    return Reading.present(List.copyOf(maps), seen.origin());
  }

  private static Reading<Long> bootTime(Reading.Present<String> stat) {
    int at = stat.value().indexOf("\nbtime ");
    try {
      String rest = at < 0 ? "" : stat.value().substring(at + 7).split("\n", 2)[0].strip();
      return Reading.present(MalformedException.number("btime", rest), stat.origin());
    } catch (MalformedException e) {
      return Reading.unreadable(stat.origin(), String.valueOf(e.getMessage()));
    }
  }
}
