package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineDriver.EngineFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine that systemd runs. */
final class SystemdWay implements Way {
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final Duration START = Duration.ofSeconds(200);

  private final Services services;
  private final String unit;
  private String restarts = "";

  SystemdWay(Services services, String unit) {
    this.services = services;
    this.unit = unit;
  }

  @Override
  public void reload() throws EngineFailed {
    Services.Said said = systemctl(START, "reload", unit);
    if (!said.ok()) {
      throw LastWords.failed("systemctl reload " + unit + " failed", LastWords.of(said.output()));
    }
  }

  /** Successful starts count for the start limit too, so the counters are cleared first. */
  @Override
  public void restart() throws EngineFailed {
    Map<String, String> state = show();
    List<String> sockets = sockets(state);
    List<String> clear = new ArrayList<>(List.of("reset-failed", unit));
    clear.addAll(sockets);
    systemctl(QUICK, clear.toArray(String[]::new));
    for (String socket : sockets) {
      if (!"active".equals(property(socket, "ActiveState"))) {
        systemctl(QUICK, "start", socket);
      }
    }
    Services.Said said = systemctl(START, "restart", unit);
    if (!said.ok()) {
      throw LastWords.failed("systemctl restart " + unit + " failed", lastWords());
    }
    restarts = show().getOrDefault("NRestarts", "");
  }

  /** Socket units that start the service; without them the API socket stays away. */
  private static List<String> sockets(Map<String, String> state) {
    return List.of(state.getOrDefault("TriggeredBy", "").split(" ")).stream()
        .filter(name -> name.endsWith(".socket"))
        .toList();
  }

  @Override
  public String incarnation() {
    Map<String, String> state = show();
    String pid = state.getOrDefault("MainPID", "0");
    return pid.equals("0") ? "" : pid + " " + state.getOrDefault("InvocationID", "");
  }

  @Override
  public Optional<String> trouble() {
    Map<String, String> state = show();
    String active = state.getOrDefault("ActiveState", "");
    String sub = state.getOrDefault("SubState", "");
    String now = state.getOrDefault("NRestarts", "");
    if (active.equals("failed") || sub.equals("auto-restart")) {
      return Optional.of(
          unit + " is " + active + " (" + sub + "), result " + state.getOrDefault("Result", "?"));
    }
    return restarts.isEmpty() || now.isEmpty() || now.equals(restarts)
        ? Optional.empty()
        : Optional.of(unit + " ended and was started again by systemd");
  }

  @Override
  public List<String> lastWords() {
    String journalctl = services.find("journalctl");
    if (journalctl.isEmpty()) {
      return List.of();
    }
    Services.Said said =
        services.run(
            List.of(
                journalctl, "-u", unit, "-n", "40", "--no-pager", "-o", "cat", "--since", "-5min"),
            new byte[0],
            QUICK);
    return LastWords.ofLog(said.output());
  }

  private String property(String name, String property) {
    return systemctl(QUICK, "show", "-p", property, "--value", name).output().strip();
  }

  private Map<String, String> show() {
    Services.Said said =
        systemctl(
            QUICK,
            "show",
            "-p",
            "ActiveState,SubState,NRestarts,MainPID,Result,TriggeredBy,InvocationID",
            unit);
    Map<String, String> properties = new HashMap<>();
    said.output()
        .lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line ->
                properties.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return properties;
  }

  private Services.Said systemctl(Duration limit, String... words) {
    List<String> command = new ArrayList<>();
    command.add(services.find("systemctl"));
    command.addAll(List.of(words));
    return command.get(0).isEmpty()
        ? new Services.Said(-1, "systemctl is not installed")
        : services.run(command, new byte[0], limit);
  }
}
