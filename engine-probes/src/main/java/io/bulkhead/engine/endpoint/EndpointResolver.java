package io.bulkhead.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.engine.endpoint.Endpoint.Tls;
import io.bulkhead.engine.json.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds the engine as the docker CLI finds it: {@code --context}, else {@code -H}, else
 * DOCKER_HOST, else DOCKER_CONTEXT, else the current context of config.json, else the default
 * socket. {@code -H} together with {@code --context} is refused, as the CLI does.
 */
public final class EndpointResolver {
  private static final String DEFAULT_CONTEXT = "default";

  private final Map<String, String> environment;
  private final Path configDirectory;

  private EndpointResolver(Map<String, String> environment, Path home) {
    this.environment = environment;
    String moved = environment.getOrDefault("DOCKER_CONFIG", "");
    this.configDirectory = moved.isEmpty() ? home.resolve(".docker") : Path.of(moved);
  }

  /**
   * Chooses the endpoint.
   *
   * @param hostOption value of {@code -H}, empty if not given
   * @param contextOption value of {@code --context}, empty if not given
   * @param environment the process environment
   * @param home the user's home directory
   */
  public static Endpoint resolve(
      String hostOption, String contextOption, Map<String, String> environment, Path home)
      throws EndpointException {
    if (!hostOption.isEmpty() && !contextOption.isEmpty()) {
      throw new EndpointException("give either -H or --context, not both");
    }
    EndpointResolver resolver = new EndpointResolver(environment, home);
    if (!hostOption.isEmpty()) {
      return resolver.host(hostOption, "-H");
    }
    if (!contextOption.isEmpty()) {
      return resolver.context(contextOption);
    }
    if (!resolver.variable("DOCKER_HOST").isEmpty()) {
      return resolver.host(resolver.variable("DOCKER_HOST"), "DOCKER_HOST");
    }
    if (!resolver.variable("DOCKER_CONTEXT").isEmpty()) {
      return resolver.context(resolver.variable("DOCKER_CONTEXT"));
    }
    return resolver.configured();
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** The current context of config.json; the CLI, too, goes on without a file it cannot read. */
  private Endpoint configured() throws EndpointException {
    Path config = configDirectory.resolve("config.json");
    try {
      String current = Trees.text(Trees.parse(Files.readAllBytes(config)), "currentContext");
      return current.isEmpty() ? host("", "default") : context(current);
    } catch (NoSuchFileException e) {
      return host("", "default");
    } catch (IOException e) {
      return host("", "default, for " + config + " cannot be read");
    } catch (Trees.NotJson e) {
      return host("", "default, for " + config + " is " + e.getMessage());
    }
  }

  private Endpoint host(String spec, String from) throws EndpointException {
    boolean verify = !variable("DOCKER_TLS_VERIFY").isEmpty();
    boolean tls = verify || !variable("DOCKER_TLS").isEmpty();
    String uri = HostSpec.complete(spec, from, tls);
    return new Endpoint(uri, from, tls && !uri.startsWith("unix:") ? material(verify) : Tls.OFF);
  }

  private Tls material(boolean verify) {
    String moved = variable("DOCKER_CERT_PATH");
    Path directory = moved.isEmpty() ? configDirectory : Path.of(moved);
    return new Tls(
        true,
        verify,
        directory.resolve("ca.pem").toString(),
        ifThere(directory.resolve("cert.pem")),
        ifThere(directory.resolve("key.pem")));
  }

  private Endpoint context(String name) throws EndpointException {
    String from = "context " + name;
    if (name.equals(DEFAULT_CONTEXT)) {
      String spec = variable("DOCKER_HOST");
      return host(spec, spec.isEmpty() ? from : "DOCKER_HOST");
    }
    String directory = ContextMeta.directory(name);
    Path file = configDirectory.resolve("contexts/meta").resolve(directory).resolve("meta.json");
    ContextMeta meta = read(name, file);
    Path material = configDirectory.resolve("contexts/tls").resolve(directory).resolve("docker");
    Tls tls =
        new Tls(
            Files.isDirectory(material) || meta.skipTlsVerify(),
            !meta.skipTlsVerify(),
            ifThere(material.resolve("ca.pem")),
            ifThere(material.resolve("cert.pem")),
            ifThere(material.resolve("key.pem")));
    String uri = HostSpec.complete(meta.host(), from, tls.on());
    return new Endpoint(uri, from, tls.on() && !uri.startsWith("unix:") ? tls : Tls.OFF);
  }

  private static ContextMeta read(String name, Path file) throws EndpointException {
    try {
      JsonNode tree = Trees.parse(Files.readAllBytes(file));
      if (!tree.path("Endpoints").path("docker").isObject()) {
        throw new EndpointException("context '" + name + "' has no docker endpoint (" + file + ")");
      }
      return ContextMeta.of(tree);
    } catch (NoSuchFileException e) {
      throw new EndpointException(
          "there is no context '"
              + name
              + "' (looked for "
              + file
              + "); 'docker context ls' lists them");
    } catch (IOException e) {
      throw new EndpointException("context '" + name + "': " + file + " cannot be read");
    } catch (Trees.NotJson e) {
      throw new EndpointException("context '" + name + "': " + file + " is " + e.getMessage());
    }
  }

  private static String ifThere(Path file) {
    return Files.exists(file) ? file.toString() : "";
  }
}
