package io.bulkhead.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A whole Debian with systemd as PID 1 and the distribution's own docker.service. The checkout is
 * seen inside at its own path, read-only.
 */
public final class RigHost implements AutoCloseable {
  private final String name;

  private RigHost(String name) {
    this.name = name;
  }

  /** Boots a host of a suite, {@code bookworm} or {@code trixie}, unpacking it the first time. */
  public static RigHost up(String name, String suite) {
    RigHost host = new RigHost(name);
    rig("root.sh", suite).within(Duration.ofMinutes(10)).now().exits(0);
    host.close();
    try {
      rig("host.sh", "up", name, suite, Machine.CHECKOUT.toString())
          .within(Duration.ofMinutes(3))
          .now()
          .exits(0);
    } catch (AssertionError e) {
      host.close();
      throw e;
    }
    return host;
  }

  /** Runs a command inside, as root. */
  public Ran exec(String... words) {
    return exec(List.of(words));
  }

  public Ran exec(List<String> words) {
    return inside(words).now();
  }

  /** The same, not started yet. Each is a login of its own to those who look at processes. */
  public Run inside(List<String> words) {
    List<String> command = new ArrayList<>(List.of(Machine.rig("host.sh"), "exec", name));
    command.addAll(words);
    return Run.command(command).with("BULKHEAD_IT_BASE", Machine.BASE.toString());
  }

  /** Goes down, in order or by a power failure, and boots again with its files. */
  public void boot(boolean inOrder) {
    rig("host.sh", inOrder ? "off" : "crash", name).now().exits(0);
    rig("host.sh", "on", name).within(Duration.ofMinutes(3)).now().exits(0);
  }

  /** Runs a shell script inside, as root. */
  public Ran shell(String script) {
    return exec("sh", "-ec", script);
  }

  /** What a command prints inside, trimmed; fails unless it succeeds. */
  public String text(String... words) {
    return exec(words).exits(0).out().strip();
  }

  /** The launcher inside. */
  public Ran bulkhead(String... words) {
    List<String> command = new ArrayList<>(List.of(Bulkhead.LAUNCHER.toString()));
    command.addAll(List.of(words));
    return exec(command);
  }

  public Report audit() {
    return new Report(bulkhead("audit", "--format", "json").exits(0).json());
  }

  public String footprint(String... paths) {
    return exec(Footprint.command(List.of(paths))).exits(0).out();
  }

  /** Imports the image {@code busybox:it}. */
  public void importImage() {
    shell(
            """
            mkdir -p /tmp/image/bin && cp /bin/busybox /tmp/image/bin/
            for a in sh sleep ping; do ln -sf busybox /tmp/image/bin/$a; done
            tar -C /tmp/image -c . | docker import - busybox:it
            """)
        .exits(0);
  }

  /** Installs packages of the suite that its root does not have. */
  public void install(String suite, String... packages) {
    String from =
        rig(
                "packages.sh",
                Stream.concat(Stream.of(suite), Stream.of(packages)).toArray(String[]::new))
            .within(Duration.ofMinutes(5))
            .text();
    String inside = Machine.BASE.resolve("hosts").resolve(name).resolve("root/opt").toString();
    Run.command("sh", "-ec", "cp \"$1\"/*.deb \"$2\"", "sh", from, inside).text();
    shell("DEBIAN_FRONTEND=noninteractive dpkg -i /opt/*.deb >/opt/log 2>&1").exits(0);
  }

  /** Starts a container that sleeps. */
  public void sleeper(String container, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of("docker", "run", "-d", "--name", container, "--stop-signal", "KILL"));
    words.addAll(List.of(options));
    words.addAll(List.of("busybox:it", "sleep", "100000"));
    exec(words).exits(0);
  }

  public boolean reaches(String from, String to) {
    String ip = text("docker", "inspect", "-f", "{{.NetworkSettings.IPAddress}}", to);
    return exec("docker", "exec", from, "ping", "-c", "1", "-W", "1", ip).exit() == 0;
  }

  private static Run rig(String script, String... words) {
    List<String> command = new ArrayList<>(List.of(Machine.rig(script)));
    command.addAll(List.of(words));
    return Run.command(command).with("BULKHEAD_IT_BASE", Machine.BASE.toString());
  }

  @Override
  public void close() {
    rig("host.sh", "down", name).now().exits(0);
  }
}
