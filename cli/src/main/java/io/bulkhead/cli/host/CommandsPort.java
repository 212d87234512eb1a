package io.bulkhead.cli.host;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.engine.EngineCommands;
import io.bulkhead.engine.http.EngineCallException;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EnginePort;
import io.bulkhead.remediate.LimitPort;
import io.bulkhead.remediate.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Engine API for changes, over docker-java's commands. */
public final class CommandsPort implements EnginePort, LimitPort {
  private final EngineCommands commands;

  public CommandsPort(EngineCommands commands) {
    this.commands = commands;
  }

  @Override
  public boolean answers(Duration within) {
    return commands.answers(within);
  }

  @Override
  public Map<String, ConfigValue> effective() throws EngineException {
    return ask(commands::effective);
  }

  @Override
  public List<EngineAction.ContainerRun> running() throws EngineException {
    List<EngineAction.ContainerRun> runs = new ArrayList<>();
    for (EngineCommands.Running r : ask(commands::running)) {
      runs.add(
          new EngineAction.ContainerRun(
              r.id(), r.name(), r.restartPolicy(), r.autoRemove(), r.startedAt()));
    }
    return runs;
  }

  @Override
  public List<String> unhealthy() throws EngineException {
    return ask(commands::unhealthy);
  }

  @Override
  public boolean reloadedSince(Instant since) throws EngineException {
    return !ask(() -> commands.reloadsSince(since)).isEmpty();
  }

  @Override
  public Optional<String> trial() throws EngineException {
    return ask(commands::trial);
  }

  @Override
  public void stop(String containerId, Duration limit) throws EngineException {
    ask(
        () -> {
          commands.stop(containerId, limit);
          return true;
        });
  }

  @Override
  public void start(String containerId) throws EngineException {
    ask(
        () -> {
          commands.start(containerId);
          return true;
        });
  }

  @Override
  public String limit(Setting.Limit limit) throws EngineException {
    Optional<EngineCommands.Limits> found = ask(() -> commands.limits(limit.container()));
    if (found.isEmpty()) {
      return "";
    }
    EngineCommands.Limits now = found.get();
    return switch (limit.field()) {
      case "memory" -> String.valueOf(now.memoryBytes());
      case "pids-limit" -> String.valueOf(now.pids());
      case "cpu-shares" -> String.valueOf(now.cpuShares());
      case "restart" -> now.restartPolicy();
      default -> throw new EngineException("containers have no limit '" + limit.field() + "'");
    };
  }

  @Override
  public void update(Setting.Limit limit, String value) throws EngineException {
    ask(
        () -> {
          commands.update(limit.container(), limit.field(), value);
          return true;
        });
  }

  private interface Question<T> {
    T ask() throws EngineCallException;
  }

  private static <T> T ask(Question<T> question) throws EngineException {
    try {
      return question.ask();
    } catch (EngineCallException e) {
      throw new EngineException(String.valueOf(e.getMessage()));
    }
  }
}
