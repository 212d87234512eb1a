package io.bulkhead.remediate.engine;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EnginePort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An engine under systemd: it has a file's values, reads them when told, and keeps the network of
 * running containers over a restart with live-restore, as the real one does.
 */
final class FakeEngine implements EnginePort, Services {
  final Map<String, ConfigValue> file = new TreeMap<>();
  final Map<String, ConfigValue> shown = new TreeMap<>();
  final Map<String, ContainerRun> containers = new LinkedHashMap<>();
  final List<String> running = new ArrayList<>();
  final List<String> unhealthy = new ArrayList<>();
  final List<String> done = new ArrayList<>();
  boolean up = true;
  boolean fileBroken;
  boolean comesUp = true;
  boolean failsLater;
  int pid = 100;
  int restarts;
  String brokenContainer = "";
  String startsNone = "";
  String afterRestart = "";
  boolean reported = true;
  String comesUpOnceMore = "";

  FakeEngine() {
    shown.put("icc", ConfigValue.of(true));
    shown.put("live-restore", ConfigValue.of(false));
  }

  FakeEngine container(String name, String policy) {
    containers.put(name, new ContainerRun(name, name, policy, false, "t0"));
    running.add(name);
    return this;
  }

  private boolean on(String key) {
    return shown.getOrDefault(key, ConfigValue.of(false)).isTrue();
  }

  @Override
  public boolean answers(Duration within) {
    return up;
  }

  @Override
  public Map<String, ConfigValue> effective() throws EngineException {
    requireUp();
    return Map.copyOf(shown);
  }

  @Override
  public List<ContainerRun> running() throws EngineException {
    requireUp();
    return running.stream().map(this::run).toList();
  }

  private ContainerRun run(String name) {
    ContainerRun known = containers.get(name);
    if (known == null) {
      throw new AssertionError(name);
    }
    return known;
  }

  @Override
  public List<String> unhealthy() {
    return List.copyOf(unhealthy);
  }

  @Override
  public boolean reloadedSince(Instant since) throws EngineException {
    requireUp();
    return reported;
  }

  @Override
  public Optional<String> trial() throws EngineException {
    requireUp();
    return startsNone.isEmpty() ? Optional.empty() : Optional.of(startsNone);
  }

  @Override
  public synchronized void stop(String containerId, Duration limit) throws EngineException {
    if (containerId.equals(brokenContainer)) {
      throw new EngineException("it does not stop");
    }
    done.add("stop " + containerId);
    running.remove(containerId);
    if (comesUpOnceMore.equals(containerId)) {
      comesUpOnceMore = "";
      running.add(containerId);
    }
  }

  @Override
  public void start(String containerId) throws EngineException {
    if (containerId.equals(brokenContainer)) {
      throw new EngineException("it does not start");
    }
    done.add("start " + containerId);
    ContainerRun old = run(containerId);
    containers.put(
        containerId,
        new ContainerRun(old.id(), old.name(), old.restartPolicy(), old.autoRemove(), "t" + pid));
    running.add(containerId);
  }

  private void requireUp() throws EngineException {
    if (!up) {
      throw new EngineException("docker does not answer");
    }
  }

  @Override
  public String find(String... names) {
    return "/bin/" + names[0];
  }

  @Override
  public Said run(List<String> command, byte[] input, Duration limit) {
    String words = String.join(" ", command.subList(1, command.size()));
    if (command.get(0).endsWith("journalctl")) {
      return new Said(0, "level=info msg=x\nfailed to start daemon: no pool token=abc\n");
    }
    if (words.startsWith("show")) {
      return new Said(0, show(words));
    }
    done.add(words);
    if (words.startsWith("reload")) {
      read(false);
    } else if (words.startsWith("restart")) {
      return restart();
    }
    return new Said(0, "");
  }

  private String show(String words) {
    if (words.contains("--value")) {
      return "active\n";
    }
    return "ActiveState="
        + (up ? "active" : "failed")
        + "\nSubState="
        + (up ? "running" : "failed")
        + "\nMainPID="
        + (up ? pid : 0)
        + "\nNRestarts="
        + restarts
        + "\nTriggeredBy=docker.socket\n";
  }

  private Said restart() {
    startsNone = afterRestart.isEmpty() ? startsNone : afterRestart;
    boolean kept = on("live-restore");
    if (!kept) {
      running.clear();
    }
    if (fileBroken || !comesUp) {
      up = false;
      return new Said(1, "Job for docker.service failed");
    }
    up = !failsLater;
    pid++;
    read(true);
    containers.forEach(
        (name, run) -> {
          if (run.restartPolicy().equals("always") && !running.contains(name)) {
            running.add(name);
          }
        });
    return new Said(0, "");
  }

  private void read(boolean start) {
    if (fileBroken) {
      return;
    }
    boolean network = start && running.isEmpty();
    file.forEach(
        (key, value) -> {
          if (key.equals("live-restore") || (key.equals("icc") && network)) {
            shown.put(key, value);
          }
        });
  }
}
