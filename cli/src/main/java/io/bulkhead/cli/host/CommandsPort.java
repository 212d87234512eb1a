package io.bulkhead.cli.host;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.engine.EngineCommands;
import io.bulkhead.engine.http.EngineCallException;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EnginePort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Engine API for changes, over docker-java's commands. */
public final class CommandsPort implements EnginePort {
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
