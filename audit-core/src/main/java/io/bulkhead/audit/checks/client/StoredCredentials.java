package io.bulkhead.audit.checks.client;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;

/** Whether credentials stand in a client configuration itself; their values are never seen. */
final class StoredCredentials {
  private StoredCredentials() {}

  static List<Ground> judge(HostSnapshot host, Reading.Present<ClientConfig> config) {
    ClientConfig client = config.value();
    List<String> registries = client.plainRegistries();
    if (!registries.isEmpty()) {
      String listed = String.join(", ", registries);
      return List.of(
          Grounds.fail(
              client.path(),
              "holds credentials for " + listed + ", merely encoded",
              Evidence.of(config.origin(), "auths of " + listed)));
    }
    String store = client.credentialStore();
    return List.of(
        Grounds.pass(
            client.path(),
            store.isEmpty() ? "holds no credentials" : "leaves credentials to helper " + store,
            Evidence.of(
                config.origin(), store.isEmpty() ? "no auth in auths" : "credsStore " + store)));
  }
}
