package io.bulkhead.engine.endpoint;

import java.nio.file.Path;
import java.util.Map;

/** Finds the engine as the docker CLI finds it. */
public final class EndpointResolver {
  private EndpointResolver() {}

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
    return Endpoint.unix("/var/run/docker.sock", "default");
  }
}
