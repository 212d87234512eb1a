package io.bulkhead.kernel.probes.facts;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.kernel.probes.EngineFacts;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The daemon's process and what it was started with.
 *
 * @param pids the one that answers, or processes called dockerd: those of our own mount namespace
 *     if there is exactly one
 * @param root where its files are seen from here: empty for our own root
 * @param argv of the one; empty if not seen
 * @param file its daemon.json; an empty table if there is none, empty if it could not be read
 */
public record DaemonFacts(
    List<Integer> pids, String root, List<String> argv, Optional<ConfigValue> file) {
  private static final String DEFAULT_FILE = "/etc/docker/daemon.json";

  public static DaemonFacts of(Look look) {
    return look.background(DaemonFacts.class, DaemonFacts::read);
  }

  /** The same, where its settings decide: what was read of them is evidence. */
  public static DaemonFacts cited(Look look) {
    DaemonFacts daemon = of(look);
    look.cite(DaemonFacts.class);
    return daemon;
  }

  private static DaemonFacts read(Look look) {
    List<Integer> pids = pids(look);
    if (pids.size() != 1) {
      // of several none is the one that is meant
      return new DaemonFacts(pids, "", List.of(), file(look, DEFAULT_FILE));
    }
    int pid = pids.get(0);
    List<String> argv =
        Arrays.stream(look.raw("/proc/" + pid + "/cmdline").or("").split("\0"))
            .filter(word -> !word.isEmpty())
            .toList();
    String root = otherMounts(look, pid) ? "/proc/" + pid + "/root" : "";
    String path = flag(argv, "config-file").orElse(DEFAULT_FILE);
    return new DaemonFacts(pids, root, argv, file(look, root + path));
  }

  /**
   * In another pid namespace than the host's, the engine's pid means nothing unless it is seen to
   * live in the very same one: a system container with an engine of its own.
   */
  private static List<Integer> pids(Look look) {
    if (look.engine().pid() == EngineFacts.NO_DAEMON) {
      return List.of();
    }
    boolean foreign = Namespaces.of(look).isOther("pid");
    if (look.engine().pid() > 0) {
      int pid = look.engine().pid();
      return foreign && !together(look, pid) ? List.of() : List.of(pid);
    }
    List<Integer> all =
        Processes.of(look).all().stream()
            .filter(p -> p.command().equals("dockerd") && p.container(look).isEmpty())
            .map(Processes.Task::pid)
            .filter(pid -> !foreign || together(look, pid))
            .toList();
    List<Integer> here = all.stream().filter(pid -> !otherMounts(look, pid)).toList();
    return all.size() > 1 && here.size() == 1 ? here : all;
  }

  private static boolean together(Look look, int pid) {
    return look.word("/proc/" + pid + "/comm").or("").equals("dockerd") && shares(look, pid, "pid");
  }

  private static boolean shares(Look look, int pid, String kind) {
    Got<String> own = look.link("/proc/self/ns/" + kind);
    Got<String> its = look.link("/proc/" + pid + "/ns/" + kind);
    return own.seen() && its.seen() && own.get().equals(its.get());
  }

  /** True if the daemon's own files are seen, through its root or because it is ours as well. */
  public boolean filesSeen(Look look) {
    return !root.isEmpty() || shares(look, "mnt");
  }

  /** True if Bulkhead and the daemon are seen to be in one namespace of this kind. */
  public boolean shares(Look look, String kind) {
    return pid().filter(pid -> shares(look, pid, kind)).isPresent();
  }

  private static boolean otherMounts(Look look, int pid) {
    Got<String> own = look.link("/proc/self/ns/mnt");
    Got<String> its = look.link("/proc/" + pid + "/ns/mnt");
    return own.seen() && its.seen() && !own.get().equals(its.get());
  }

  private static Optional<ConfigValue> file(Look look, String path) {
    Got<String> text = look.raw(path);
    if (text.absent()) {
      look.note(path, "not there");
      return Optional.of(new ConfigValue.Table(java.util.Map.of()));
    }
    Optional<ConfigValue> parsed = text.optional().flatMap(Json::parse);
    look.note(path, parsed.isPresent() ? "read" : text.seen() ? "not JSON" : text.why());
    return parsed.filter(v -> v instanceof ConfigValue.Table);
  }

  /** The one daemon; empty if there is none, or if there are several. */
  public Optional<Integer> pid() {
    return pids.size() == 1 ? Optional.of(pids.get(0)) : Optional.empty();
  }

  /** The value of {@code --name value}, {@code --name=value}; {@code --name} alone is true. */
  public static Optional<String> flag(List<String> argv, String name) {
    List<String> all = flags(argv, name, "");
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** All values of a flag that may stand several times, also by its letter. */
  public static List<String> flags(List<String> argv, String name, String letter) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < argv.size(); i++) {
      String word = argv.get(i);
      boolean last = i + 1 == argv.size() || argv.get(i + 1).startsWith("-");
      if (word.startsWith("--" + name + "=")) {
        values.add(word.substring(name.length() + 3));
      } else if (word.equals("--" + name) || (!letter.isEmpty() && word.equals(letter))) {
        values.add(last ? "true" : argv.get(i + 1));
      } else if (!letter.isEmpty() && word.startsWith(letter) && !word.startsWith("--")) {
        String value = word.substring(letter.length());
        values.add(value.startsWith("=") ? value.substring(1) : value);
      }
    }
    return values;
  }

  /** What it listens on by flags and file, as {@code unix://}, {@code tcp://} or {@code fd://}. */
  public List<String> hosts() {
    List<String> hosts = new ArrayList<>(flags(argv, "host", "-H"));
    file.map(f -> f.get("hosts"))
        .filter(v -> v instanceof ConfigValue.Items)
        .ifPresent(v -> hosts.addAll(v.texts()));
    return hosts;
  }

  /** A setting by flag or file; empty if neither says anything. */
  public Optional<String> setting(String key) {
    Optional<String> flag = flag(argv, key);
    if (flag.isPresent()) {
      return flag;
    }
    return file.map(f -> f.get(key))
        .filter(v -> !(v instanceof ConfigValue.Null))
        .map(ConfigValue::text);
  }

  /** True if a boolean setting is on, by flag or file. */
  public boolean on(String key) {
    return setting(key).filter("true"::equals).isPresent();
  }

  /** True if a boolean setting is said to be off. */
  public boolean off(String key) {
    return setting(key).filter("false"::equals).isPresent();
  }

  /** True if users of containers are mapped. */
  public boolean remaps(Look look) {
    return setting("userns-remap").filter(v -> !v.isEmpty()).isPresent()
        || look.engine().info().option("userns").isPresent();
  }

  /** A named variable of its environment; nothing else of it is kept. */
  public Got<String> variable(Look look, String name) {
    if (pids.size() != 1) {
      return Got.error("the daemon's process was not seen");
    }
    String path = "/proc/" + pids.get(0) + "/environ";
    Got<String> value = look.raw(path).map(text -> find(text, name));
    look.note(path, value.seen() ? name + "=" + value.get() : value.why());
    return value;
  }

  private static String find(String environ, String name) {
    return Arrays.stream(environ.split("\0"))
        .filter(v -> v.startsWith(name + "="))
        .map(v -> v.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }
}
