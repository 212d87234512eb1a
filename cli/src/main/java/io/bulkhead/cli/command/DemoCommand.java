package io.bulkhead.cli.command;

import io.bulkhead.cli.demo.SampleHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code bulkhead demo}. */
@Command(
    name = "demo",
    description =
        "Show the whole loop on a bundled sample host: no engine, no root, this machine untouched.")
public final class DemoCommand extends Verb {
  /** The tree belongs to whoever runs the demo, so who owns its files says nothing. */
  private static final String OWNERS = "FIL-004,FIL-006,FIL-008,FIL-010,FIL-012";

  private static final String CHECKS = "DMN-*,FIL-*";

  @Override
  public Integer call() {
    try (SampleHost host = SampleHost.unpack(cache())) {
      return loop(host);
    } catch (IOException e) {
      throw new FailedException(
          ExitCode.ERROR,
          "cannot unpack the sample host: " + e.getMessage(),
          "XDG_CACHE_HOME=/a/directory/of/yours bulkhead demo");
    }
  }

  private int loop(SampleHost host) throws IOException {
    say("A sample host lies in " + host.root());
    say("with a lax daemon.json and a TLS key that everybody can read. What follows is the real");
    say("program at work on that directory; nothing else on this machine is looked at or changed.");
    say("Checks of owners are left out, because the files are yours.");
    Map<String, String> before = host.fingerprint();
    String root = host.root().toString();
    List<String> selection = List.of("--only", CHECKS, "--skip", OWNERS);
    boolean ok =
        step("1. What is wrong?", root, "audit", selection)
            && step("2. What would be changed?", root, "plan", selection)
            && step("3. Change it.", root, "apply", with(selection, "--yes", "-m", "demo"))
            && step(
                "4. A second time there is nothing to do.", root, "apply", with(selection, "--yes"))
            && step("5. What was done?", root, "history", List.of());
    boolean changed = !host.fingerprint().equals(before);
    ok = ok && step("6. Put everything back.", root, "rollback", List.of("--yes"));
    ok = ok && step("7. The record stays.", root, "history", List.of());
    say("");
    return verdict(ok, changed, before, host.fingerprint());
  }

  private int verdict(
      boolean ok, boolean changed, Map<String, String> before, Map<String, String> after) {
    if (!ok || !changed || !after.equals(before)) {
      throw new FailedException(
          ExitCode.BUG,
          !ok
              ? "the demo stopped: the step above failed"
              : changed ? "the sample host is not as it was before" : "nothing was changed",
          "please report what is above; the sample host was removed");
    }
    say(
        out().style().good("✓")
            + " All "
            + before.size()
            + " files and directories are as before: bytes, modes, times. The sample host was removed.");
    say("On this machine:  bulkhead audit    bulkhead plan");
    return ExitCode.OK;
  }

  private boolean step(String title, String root, String verb, List<String> options) {
    List<String> args = new ArrayList<>(List.of("--root", root));
    globals(args);
    args.add(verb);
    args.addAll(options);
    say("");
    say(out().style().bold(title));
    say(out().style().dim("$ bulkhead " + String.join(" ", args)));
    top.terminal().flush();
    return new Runner(top.surroundings()).run(args.toArray(new String[0])) == ExitCode.OK;
  }

  /** The wishes about output hold for every step. */
  private void globals(List<String> args) {
    Globals globals = top.globals();
    if (globals.ascii()) {
      args.add("--ascii");
    }
    if (globals.verbose()) {
      args.add("-v");
    }
    if (globals.quiet()) {
      args.add("-q");
    }
    if (globals.stacktrace()) {
      args.add("--stacktrace");
    }
    if (globals.colour() != io.bulkhead.cli.terminal.ColourChoice.AUTO) {
      args.add("--color=" + globals.colour().name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  private static List<String> with(List<String> options, String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return all;
  }

  private Path cache() {
    String named = top.environment().text("XDG_CACHE_HOME");
    return named.startsWith("/") ? Path.of(named) : top.environment().home().resolve(".cache");
  }

  private void say(String line) {
    out().line(line);
  }
}
