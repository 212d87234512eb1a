package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * The docker CLI's configuration of one user.
 *
 * @param user account name
 * @param path of config.json
 * @param plainRegistries registries whose credentials stand in the file itself
 * @param credentialStore name of the credential helper, empty if none
 * @param contexts contexts the user has
 * @param currentContext name of the one in use, empty for the default
 */
public record ClientConfig(
    String user,
    String path,
    List<String> plainRegistries,
    String credentialStore,
    List<Context> contexts,
    String currentContext) {
  public ClientConfig {
    plainRegistries = List.copyOf(plainRegistries);
    contexts = List.copyOf(contexts);
  }

  /** A docker context: its endpoint and whether it has TLS material. */
  public record Context(String name, String host, boolean tls) {}
}
