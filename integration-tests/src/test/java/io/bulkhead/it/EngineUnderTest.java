package io.bulkhead.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Docker Engine of its own: data, sockets, configuration file, cgroup and network namespace.
 * Containers are made from the image {@code busybox:it}.
 */
public final class EngineUnderTest implements AutoCloseable {
  private final String name;
  private final Path directory;

  private EngineUnderTest(String name) {
    this.name = name;
    this.directory = Machine.BASE.resolve("engines").resolve(name);
  }

  /** Starts an engine with an empty configuration, {@code {}}, and these flags. */
  public static EngineUnderTest up(String name, String... flags) {
    EngineUnderTest engine = new EngineUnderTest(name);
    engine.script("up", flags);
    return engine;
  }

  public Path directory() {
    return directory;
  }

  /** Its daemon.json. */
  public Path config() {
    return directory.resolve("etc/daemon.json");
  }

  public Path socket() {
    return directory.resolve("docker.sock");
  }

  public String host() {
    return "unix://" + socket();
  }

  /** The tool's state directory, one for each engine. */
  public Path state() {
    return directory.resolve("state");
  }

  /** Writes daemon.json without telling the engine. */
  public EngineUnderTest configured(String json) {
    try {
      Files.writeString(config(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Stops and starts the engine as an operator would; containers stop. */
  public EngineUnderTest restarted(String... flags) {
    script("stop");
    script("start", flags);
    return this;
  }

  public void stop() {
    script("stop");
  }

  public void start(String... flags) {
    script("start", flags);
  }

  /** The docker client, told to use this engine. */
  public Ran docker(String... words) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(words));
    return Run.command(command).with("DOCKER_HOST", host()).now();
  }

  /** Creates and starts a container that sleeps; the options stand before the image. */
  public String sleeper(String container, String... options) {
    List<String> words =
        new ArrayList<>(List.of("run", "-d", "--name", container, "--stop-signal", "KILL"));
    words.addAll(List.of(options));
    words.addAll(List.of("busybox:it", "sleep", "100000"));
    return docker(words.toArray(String[]::new)).exits(0).out().strip();
  }

  public String inspect(String container, String format) {
    return docker("inspect", "-f", format, container).exits(0).out().strip();
  }

  public String ip(String container) {
    return inspect(container, "{{.NetworkSettings.IPAddress}}");
  }

  /** Whether one container really reaches another over the default bridge, by address. */
  public boolean reaches(String from, String to) {
    return docker("exec", from, "ping", "-c", "1", "-W", "1", ip(to)).exit() == 0;
  }

  /** Full ids of the running containers, sorted. */
  public List<String> running() {
    return docker("ps", "-q", "--no-trunc").exits(0).out().lines().sorted().toList();
  }

  /** A value of the engine's own {@code info}, in the client's template language. */
  public String info(String format) {
    return docker("info", "-f", format).exits(0).out().strip();
  }

  /** What the default bridge says about traffic between containers. */
  public String icc() {
    return docker(
            "network",
            "inspect",
            "bridge",
            "-f",
            "{{index .Options \"com.docker.network.bridge.enable_icc\"}}")
        .exits(0)
        .out()
        .strip();
  }

  /** What the engine does, asked from it and measured with a new container. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("icc", icc());
    settings.put("live-restore", info("{{.LiveRestoreEnabled}}"));
    settings.put("security options", info("{{.SecurityOptions}}"));
    String probe = "probe-" + name;
    docker("run", "-d", "--name", probe, "-p", "127.0.0.1::80", "busybox:it", "sleep", "100")
        .exits(0);
    settings.put("log", inspect(probe, "{{.HostConfig.LogConfig}}"));
    settings.put("nofile", docker("exec", probe, "sh", "-c", "ulimit -n").exits(0).out().strip());
    settings.put(
        "no new privileges",
        docker("exec", probe, "grep", "NoNewPrivs", "/proc/self/status").exits(0).out().strip());
    settings.put("userland proxies", userlandProxies());
    docker("rm", "-f", probe).exits(0);
    return settings;
  }

  /** How many docker-proxy processes this engine runs. */
  private String userlandProxies() {
    return Run.command("sh", "-c", "pgrep -c -P \"$1\" docker-proxy || true", "sh", "" + pid())
        .text();
  }

  public long pid() {
    try {
      return Long.parseLong(
          Files.readString(directory.resolve("docker.pid"), StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean answers() {
    return docker("version").exit() == 0;
  }

  /** The engine's own log, from its first start on. */
  public String log() {
    try {
      return Files.readString(directory.resolve("dockerd.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void script(String verb, String... flags) {
    List<String> command = new ArrayList<>(List.of(Machine.rig("engine.sh"), verb, name));
    command.addAll(List.of(flags));
    Run.command(command)
        .with("BULKHEAD_IT_BASE", Machine.BASE.toString())
        .within(Duration.ofMinutes(2))
        .now()
        .exits(0);
  }

  @Override
  public void close() {
    script("down");
  }
}
