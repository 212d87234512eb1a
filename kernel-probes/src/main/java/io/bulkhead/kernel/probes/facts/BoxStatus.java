package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first processes of running containers, as the kernel describes them. */
public final class BoxStatus {
  private BoxStatus() {}

  /** Running containers with a process; empty optional if the engine's list was not seen. */
  public static Optional<List<Box>> boxes(Look look) {
    return look.engine().containers().map(all -> all.stream().filter(b -> b.pid() > 0).toList());
  }

  /** A field of /proc/PID/status; an error if there is no such field. */
  public static Got<String> field(Look look, String pid, String name) {
    String path = "/proc/" + pid + "/status";
    Got<String> field = fields(look, path).then(all -> pick(all, name));
    look.note(path + " " + name, field.seen() ? field.get() : field.why());
    return field;
  }

  /**
   * Lines of a status file that begin with a name, without evidence: for looks at every process.
   */
  public static Got<String> line(String status, String name) {
    int at = status.indexOf("\n" + name + ":");
    if (at < 0) {
      return Got.error("no field " + name);
    }
    int end = status.indexOf('\n', at + 1);
    return Got.of(
        status.substring(at + name.length() + 2, end < 0 ? status.length() : end).strip());
  }

  private static Got<String> pick(Map<String, String> fields, String name) {
    String value = fields.get(name);
    return value == null ? Got.error("no field " + name) : Got.of(value);
  }

  private static Got<Map<String, String>> fields(Look look, String path) {
    return look.once(
        "fields of " + path,
        own ->
            own.raw(path)
                .map(
                    text -> {
                      Map<String, String> fields = new LinkedHashMap<>();
                      for (String line : text.split("\n")) {
                        int colon = line.indexOf(':');
                        if (colon > 0) {
                          fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
                        }
                      }
                      return fields;
                    }));
  }

  /**
   * Whether a container has a system call filter of its own. One that the daemon has as well, from
   * a service manager or a system container, is inherited and says nothing.
   */
  public static Got<Boolean> filtered(Look look, Box box) {
    Got<Long> mode = field(look, "" + box.pid(), "Seccomp").then(Look::decimal);
    Optional<Integer> daemon = DaemonFacts.of(look).pid();
    boolean inherits =
        daemon.filter(pid -> field(look, "" + pid, "Seccomp").or("0").equals("2")).isPresent();
    if (!inherits || mode.or(0L) != 2) {
      return mode.map(m -> m >= 1);
    }
    Got<Long> own = field(look, "" + box.pid(), "Seccomp_filters").then(Look::decimal);
    Got<Long> above = field(look, "" + daemon.get(), "Seccomp_filters").then(Look::decimal);
    return own.seen() && above.seen()
        ? Got.of(own.get() > above.get())
        : Got.error("the daemon is filtered itself, and filters are not counted");
  }

  /** A hexadecimal mask of capabilities. */
  public static Got<Long> mask(Look look, String pid, String name) {
    return field(look, pid, name)
        .then(
            text -> {
              try {
                return Got.of(Long.parseUnsignedLong(text, 16));
              } catch (NumberFormatException e) {
                return Got.error("'" + text + "' is not a mask");
              }
            });
  }
}
