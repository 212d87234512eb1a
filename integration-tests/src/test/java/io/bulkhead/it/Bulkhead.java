package io.bulkhead.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The real launcher, told which engine and which state directory to use. */
public final class Bulkhead {
  static final Path LAUNCHER = Machine.CHECKOUT.resolve("bulkhead");

  private final String launcher;
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();

  private Bulkhead(String launcher) {
    this.launcher = launcher;
  }

  /** As an operator would call it, for an engine of the tests. */
  public static Bulkhead on(EngineUnderTest engine) {
    return plain().option("-H", engine.host(), "--state", engine.state().toString());
  }

  /** With no options of its own. */
  public static Bulkhead plain() {
    return new Bulkhead(LAUNCHER.toString());
  }

  /** Another copy of the tool. */
  public static Bulkhead at(Path launcher) {
    return new Bulkhead(launcher.toString());
  }

  /** As a user who may do nothing, from a copy that everybody can read. */
  public static Bulkhead asNobody() {
    return at(Copy.FOR_ALL).behind("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
  }

  /** Made once: several classes run at a time. */
  private static final class Copy {
    static final Path FOR_ALL = copyTo(Machine.BASE.resolve("copy"));
  }

  /** Copies the launcher and the built program, readable by all; answers the launcher's path. */
  public static Path copyTo(Path directory) {
    String script =
        """
        umask 022
        rm -rf "$2" && mkdir -p "$2/cli/target" && chmod 755 "$2" && cp "$1/bulkhead" "$2/"
        cp -r --preserve=timestamps "$1/cli/target/dist" "$2/cli/target/" && chmod -R a+rX,go-w "$2"
        """;
    Run.command("sh", "-ec", script, "sh", Machine.CHECKOUT.toString(), directory.toString())
        .text();
    return directory.resolve("bulkhead");
  }

  /** The same with more words after the command's own. */
  public Bulkhead option(String... words) {
    Bulkhead more = copy();
    more.after.addAll(List.of(words));
    return more;
  }

  /** The same behind another program, for example {@code setpriv}. */
  public Bulkhead behind(String... words) {
    Bulkhead more = copy();
    more.before.addAll(0, List.of(words));
    return more;
  }

  private Bulkhead copy() {
    Bulkhead copy = new Bulkhead(launcher);
    copy.before.addAll(before);
    copy.after.addAll(after);
    return copy;
  }

  /** The command, ready to be started. */
  public Run run(String... words) {
    List<String> command = new ArrayList<>(before);
    command.add(launcher);
    command.addAll(Arrays.asList(words));
    command.addAll(after);
    return Run.command(command);
  }

  public Ran now(String... words) {
    return run(words).now();
  }

  /** An audit as JSON. */
  public Report audit(String... words) {
    List<String> command = new ArrayList<>(List.of("audit", "--format", "json"));
    command.addAll(List.of(words));
    return new Report(now(command.toArray(String[]::new)).exits(0).json());
  }
}
