package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Build steps may not switch their confinement off; the rest of the builder's settings stays. */
final class BuilderEntitlements implements Remedy {
  private static final String KEY = "builder";
  private static final List<String> PATH = List.of(KEY, "entitlements", "security-insecure");

  @Override
  public CheckId cures() {
    return new CheckId("DMN-042");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    ConfigValue wanted = wanted(host);
    Optional<Proposal.Manual> obstacle = DaemonFile.obstacle(host, KEY, wanted);
    return List.of(
        obstacle.isPresent()
            ? obstacle.get()
            : KeyFix.fix(
                host,
                KEY,
                wanted,
                List.of(KeyFix.edit(host, PATH, ConfigValue.of(false))),
                new KeyFix.Words("Builds that use RUN --security=insecure fail.", List.of())));
  }

  private static ConfigValue wanted(HostSnapshot host) {
    ConfigValue now =
        host.daemon().setting(KEY).nextStart().seen().orElse(new ConfigValue.Table(Map.of()));
    return with(
        now, "entitlements", with(now.get("entitlements"), PATH.get(2), ConfigValue.of(false)));
  }

  private static ConfigValue with(ConfigValue table, String key, ConfigValue value) {
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    if (table instanceof ConfigValue.Table t) {
      entries.putAll(t.entries());
    }
    entries.put(key, value);
    return new ConfigValue.Table(entries);
  }
}
