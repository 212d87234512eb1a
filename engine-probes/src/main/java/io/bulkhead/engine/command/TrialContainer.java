package io.bulkhead.engine.command;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.http.EngineCallException;
import io.bulkhead.engine.http.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * Starts one container of Bulkhead's own and takes it away again: the only proof that an engine
 * which answers also starts containers. Its image holds {@link TrialProgram} and nothing else; it
 * has no network, no mount, and the engine's defaults for everything a setting can spoil.
 */
public final class TrialContainer {
  private static final String LABEL = "io.bulkhead.trial";
  private static final String REPOSITORY = "bulkhead-trial";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long ENDS_WITHIN_MILLIS = 20_000;

  private static final int MOST_SAID = 65_536;

  private final Endpoint endpoint;
  private final ContainerCommands commands;

  public TrialContainer(Endpoint endpoint) {
    this.endpoint = endpoint;
    commands = new ContainerCommands(endpoint, LIMIT);
  }

  /**
   * Why a container does not start; empty if it does.
   *
   * @param architecture of the engine, as GET /version calls it
   * @throws EngineCallException if it could not be tried: no program for the architecture, or the
   *     engine takes no image
   */
  public Optional<String> attempt(String architecture) throws EngineCallException {
    byte[] archive =
        TrialProgram.archive(architecture)
            .orElseThrow(
                () ->
                    new EngineCallException(
                        EngineCallException.Kind.REFUSED,
                        "there is no trial program for " + architecture));
    leftovers();
    importImage(archive);
    try {
      return started();
    } finally {
      leftovers();
      ask("remove the image", TrialContainer::remove);
    }
  }

  /** By hand: docker-java sends an empty JSON object in place of the archive. */
  private void importImage(byte[] archive) throws EngineCallException {
    ClassicHttpRequest request =
        new BasicClassicHttpRequest("POST", "/images/create?fromSrc=-&repo=" + REPOSITORY);
    request.setHeader("Connection", "close");
    request.setHeader("Content-Length", archive.length);
    request.setEntity(new ByteArrayEntity(archive, ContentType.create("application/x-tar")));
    String said;
    try (Wire wire = new Wire(endpoint);
        ClassicHttpResponse answer = wire.exchange(request)) {
      HttpEntity body = answer.getEntity();
      said = body == null ? "" : EntityUtils.toString(body, MOST_SAID);
      if (answer.getCode() == HttpStatus.SC_OK && !said.contains("\"error\"")) {
        return;
      }
    } catch (IOException | HttpException e) {
      said = String.valueOf(e.getMessage());
    }
    throw new EngineCallException(
        EngineCallException.Kind.REFUSED,
        "the engine at " + endpoint + " could not import an image: " + said.strip());
  }

  private Optional<String> started() {
    try {
      String id =
          ask(
              "create a container",
              client ->
                  client
                      .createContainerCmd(REPOSITORY)
                      .withCmd("/" + TrialProgram.PATH)
                      .withLabels(Map.of(LABEL, "1"))
                      .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                      .exec()
                      .getId());
      commands.start(id);
      return ended(id);
    } catch (EngineCallException e) {
      return Optional.of(withoutEndpoint(String.valueOf(e.getMessage())));
    }
  }

  /** The engine's own words, without "the engine at … could not start container ID: ". */
  private static String withoutEndpoint(String sentence) {
    int words = sentence.indexOf(": ", Math.max(0, sentence.indexOf(" could not ")));
    return words < 0 ? sentence : sentence.substring(words + 2);
  }

  private Optional<String> ended(String id) throws EngineCallException {
    long end = System.nanoTime() + ENDS_WITHIN_MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      InspectContainerResponse.ContainerState state =
          ask("inspect the container", client -> client.inspectContainerCmd(id).exec().getState());
      if (!Boolean.TRUE.equals(state.getRunning())) {
        Long status = state.getExitCodeLong();
        return status != null && status == 0
            ? Optional.empty()
            : Optional.of("a program in a container ended with " + status + " " + state.getError());
      }
      if (pausedTooLong()) {
        break;
      }
    }
    return Optional.of("a program in a container does not end");
  }

  private static boolean pausedTooLong() {
    try {
      Thread.sleep(50);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Also what a run that was killed left behind. */
  private void leftovers() throws EngineCallException {
    List<Container> left =
        ask(
            "list containers",
            client ->
                client
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(LABEL))
                    .exec());
    for (Container container : left) {
      ask(
          "remove the container",
          client -> {
            client.removeContainerCmd(container.getId()).withForce(true).exec();
            return true;
          });
    }
  }

  private static boolean remove(DockerClient client) {
    client.removeImageCmd(REPOSITORY).withForce(true).exec();
    return true;
  }

  private interface Question<T> {
    T put(DockerClient client);
  }

  private <T> T ask(String what, Question<T> question) throws EngineCallException {
    AtomicReference<T> answer = new AtomicReference<>();
    commands.run(what, client -> answer.set(question.put(client)));
    return Objects.requireNonNull(answer.get());
  }
}
