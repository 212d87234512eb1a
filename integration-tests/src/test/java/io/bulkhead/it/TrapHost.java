package io.bulkhead.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A booted host on which one trap after the other is set, each on the files as they were. */
final class TrapHost {
  // no braces around variables here: systemd-run would put in its own

  /** Puts the given paths back as they were at the start, and the engine's socket. */
  private static final String AGAIN =
      """
      for path in $PATHS; do
        rm -rf "$path"
        [ ! -e "/pristine$path" ] || cp -a "/pristine$path" "$path"
      done
      """;

  private static final String KEEP =
      """
      mkdir /pristine
      for path in $PATHS; do
        [ ! -e "$path" ] || cp -a --parents "$path" /pristine
      done
      """;

  private final String paths;
  private final String again;
  private @Nullable RigHost host;

  /**
   * @param paths what a trap may change
   * @param again a script that puts back what else it may change
   */
  TrapHost(List<String> paths, String again) {
    this.paths = "PATHS='" + String.join(" ", paths) + "'\n";
    this.again = again;
  }

  RigHost up(String name, String suite) {
    RigHost booted = RigHost.up(name, suite);
    host = booted;
    booted.shell(paths + KEEP).exits(0);
    return booted;
  }

  void down() {
    if (host != null) {
      host.close();
    }
  }

  /** Sets the trap and audits, as one login. */
  void judges(Trap trap, String... words) {
    String more = " --format json --only " + trap.ids() + " " + String.join(" ", words);
    trap.check(new Report(after(trap, "audit" + more)));
  }

  /** Sets the trap and writes down what is seen. */
  JsonNode snapshot(Trap trap) {
    return after(trap, "snapshot");
  }

  private JsonNode after(Trap trap, String command) {
    if (host == null) {
      throw new IllegalStateException("the host is not up");
    }
    String prepare = "{\n" + paths + AGAIN + again + "\n" + trap.prepare() + "\n} >&2\n";
    return host.shell(prepare + "exec " + Bulkhead.LAUNCHER + " " + command).exits(0).json();
  }
}
