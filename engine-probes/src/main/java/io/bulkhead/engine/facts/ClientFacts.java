package io.bulkhead.engine.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.engine.json.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The docker CLI's config.json to a {@link ClientConfig}; names only, never a credential. */
public final class ClientFacts {
  private static final List<String> SECRETS =
      List.of("auth", "password", "identitytoken", "registrytoken");

  private ClientFacts() {}

  public static ClientConfig of(
      String user, String path, JsonNode config, List<ClientConfig.Context> contexts) {
    return new ClientConfig(
        user,
        path,
        plainRegistries(config),
        credentialStore(config),
        contexts,
        Trees.text(config, "currentContext"),
        Trees.texts(config, "cliPluginsExtraDirs"));
  }

  private static List<String> plainRegistries(JsonNode config) {
    List<String> plain = new ArrayList<>();
    for (Map.Entry<String, JsonNode> registry : config.path("auths").properties()) {
      if (SECRETS.stream().anyMatch(s -> !Trees.text(registry.getValue(), s).isEmpty())) {
        plain.add(registry.getKey());
      }
    }
    return plain;
  }

  /** The store for everything, else the helpers of single registries. */
  private static String credentialStore(JsonNode config) {
    String store = Trees.text(config, "credsStore");
    return store.isEmpty()
        ? String.join(
            ", ", Trees.textMap(config, "credHelpers").values().stream().distinct().toList())
        : store;
  }
}
