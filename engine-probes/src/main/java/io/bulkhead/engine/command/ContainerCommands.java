package io.bulkhead.engine.command;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.UpdateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.core.DockerClientImpl;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.http.EngineCallException;
import io.bulkhead.engine.http.EngineCallException.Kind;
import io.bulkhead.engine.json.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops and starts containers through docker-java's commands, with a deadline of our own. */
public final class ContainerCommands {
  private static final int MAX_WORDS = 300;

  private final Endpoint endpoint;
  private final Duration limit;

  /**
   * For commands that are given up after a time.
   *
   * @param limit time for one command; docker-java knows none on unix sockets
   */
  public ContainerCommands(Endpoint endpoint, Duration limit) {
    this.endpoint = endpoint;
    this.limit = limit;
  }

  /** What is asked of docker-java. */
  interface Command {
    void run(DockerClient client);
  }

  /** Asks the container to end, and kills it after {@code grace}. */
  public void stop(String containerId, Duration grace) throws EngineCallException {
    int seconds = Math.toIntExact(Math.max(0, grace.toSeconds()));
    run(
        "stop container " + containerId,
        client -> client.stopContainerCmd(containerId).withTimeout(seconds).exec());
  }

  /** Starts the container. */
  public void start(String containerId) throws EngineCallException {
    run("start container " + containerId, client -> client.startContainerCmd(containerId).exec());
  }

  /** Changes one limit of a container while it runs. */
  public void update(String containerId, String field, String value) throws EngineCallException {
    run(
        "update " + field + " of container " + containerId,
        client -> {
          UpdateContainerCmd command = client.updateContainerCmd(containerId);
          switch (field) {
            case "memory" -> command.withMemory(Long.parseLong(value));
            case "pids-limit" ->
                command.withPidsLimit(value.equals("0") ? -1 : Long.parseLong(value));
            case "cpu-shares" -> command.withCpuShares(Integer.parseInt(value));
            case "restart" -> command.withRestartPolicy(RestartPolicy.parse(value));
            default -> throw new IllegalArgumentException("no limit '" + field + "'");
          }
          command.exec();
        });
  }

  /** Asks, and gives up after the limit. */
  void run(String what, Command command) throws EngineCallException {
    try (WireTransport transport = new WireTransport(endpoint);
        DockerClient client = DockerClientImpl.getInstance(new PlainConfig(endpoint), transport)) {
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                command.run(client);
                return null;
              });
      Thread thread = new Thread(task, "engine-command");
      thread.setDaemon(true);
      thread.start();
      await(what, task, transport);
    } catch (IOException e) {
      throw new EngineCallException(Kind.UNREACHABLE, "cannot " + what + ": " + e.getMessage());
    }
  }

  private void await(String what, FutureTask<Void> task, WireTransport transport)
      throws EngineCallException {
    try {
      task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      transport.abort();
      task.cancel(true);
      throw new EngineCallException(
          Kind.TIMEOUT,
          "the engine at " + endpoint + " did not " + what + " within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      transport.abort();
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new EngineCallException(Kind.TIMEOUT, "interrupted while asking to " + what);
    } catch (ExecutionException e) {
      refused(what, e.getCause() == null ? e : e.getCause());
    }
  }

  private void refused(String what, Throwable cause) throws EngineCallException {
    if (cause instanceof NotModifiedException) {
      return;
    }
    Kind kind = Kind.UNREACHABLE;
    if (cause instanceof NotFoundException) {
      kind = Kind.NOT_FOUND;
    } else if (cause instanceof DockerException) {
      kind = Kind.REFUSED;
    }
    throw new EngineCallException(
        kind, "the engine at " + endpoint + " could not " + what + ": " + words(cause));
  }

  /** The engine's own message where docker-java quotes the reply, {@code Status 404: {…}}. */
  private static String words(Throwable cause) {
    String words = String.valueOf(cause.getMessage());
    int body = words.indexOf('{');
    if (body >= 0) {
      try {
        byte[] reply = words.substring(body).getBytes(StandardCharsets.UTF_8);
        String message = Trees.text(Trees.parse(reply), "message");
        words = message.isEmpty() ? words : message;
      } catch (Trees.NotJson e) {
        // then as it is
      }
    }
    String line = words.strip().replaceAll("\\s+", " ");
    return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + "…" : line;
  }
}
