package io.bulkhead.engine.command;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.http.EngineCallException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

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

  private final ContainerCommands commands;

  public TrialContainer(Endpoint endpoint) {
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
    String image =
        ask(
            "import an image",
            client ->
                client
                    .createImageCmd(REPOSITORY, new ByteArrayInputStream(archive))
                    .exec()
                    .getId());
    try {
      return started(image);
    } finally {
      leftovers();
      ask("remove the image", client -> remove(client, image));
    }
  }

  private Optional<String> started(String image) {
    try {
      String id =
          ask(
              "create a container",
              client ->
                  client
                      .createContainerCmd(image)
                      .withCmd("/" + TrialProgram.PATH)
                      .withLabels(Map.of(LABEL, "1"))
                      .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                      .exec()
                      .getId());
      commands.start(id);
      return ended(id);
    } catch (EngineCallException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
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

  private static boolean remove(DockerClient client, String image) {
    client.removeImageCmd(image).withForce(true).exec();
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
