package io.bulkhead.engine.command;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import io.bulkhead.engine.endpoint.Endpoint;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An endpoint and nothing else: no environment, no configuration file, no registry. */
final class PlainConfig implements DockerClientConfig {
  private final URI host;

  PlainConfig(Endpoint endpoint) {
    // the transport knows where to connect; this is for messages only
    this.host = URI.create(endpoint.local() ? "unix:///engine" : endpoint.uri());
  }

  @Override
  public URI getDockerHost() {
    return host;
  }

  @Override
  public RemoteApiVersion getApiVersion() {
    return RemoteApiVersion.unknown();
  }

  @Override
  public @Nullable String getRegistryUsername() {
    return null;
  }

  @Override
  public @Nullable String getRegistryPassword() {
    return null;
  }

  @Override
  public @Nullable String getRegistryEmail() {
    return null;
  }

  @Override
  public @Nullable String getRegistryUrl() {
    return null;
  }

  @Override
  public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
    return null;
  }

  @Override
  public AuthConfigurations getAuthConfigurations() {
    return new AuthConfigurations();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface's own return type
  public @Nullable SSLConfig getSSLConfig() {
    return null;
  }
}
