package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * The docker CLI's configuration of one user.
 *
 * @param user account name
 * @param path of config.json, which may not be there
 * @param plainRegistries registries whose credentials stand in the file itself
 * @param credentialStore name of the credential helper, empty if none
 * @param contexts contexts the user has
 * @param currentContext name of the one in use, empty for the default
 * @param pluginDirectories where it looks for plugins beside the usual places
 */
public record ClientConfig(
    String user,
    String path,
    List<String> plainRegistries,
    String credentialStore,
    List<Context> contexts,
    String currentContext,
    List<String> pluginDirectories) {
  public ClientConfig {
    plainRegistries = List.copyOf(plainRegistries);
    contexts = List.copyOf(contexts);
    pluginDirectories = List.copyOf(pluginDirectories);
  }

  /**
   * A docker context.
   *
   * @param host address of the engine
   * @param tls it is talked to by TLS
   * @param verified the engine's certificate is checked
   */
  public record Context(String name, String host, boolean tls, boolean verified) {}
}
