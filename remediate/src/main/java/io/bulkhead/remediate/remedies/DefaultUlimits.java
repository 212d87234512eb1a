package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Open files are limited by default: nofile soft 65536, hard 1048576. Never nproc: it counts over
 * all containers of a user id.
 */
final class DefaultUlimits implements Remedy {
  private static final String KEY = "default-ulimits";

  @Override
  public CheckId cures() {
    return new CheckId("DMN-006");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    Map<String, ConfigValue> all = new LinkedHashMap<>(current(host));
    all.putIfAbsent("nofile", nofile());
    ConfigValue wanted = new ConfigValue.Table(all);
    Optional<Manual> obstacle = DaemonFile.obstacle(host, KEY, wanted);
    return List.of(obstacle.isPresent() ? obstacle.get() : fix(host, wanted));
  }

  private static Proposal fix(HostSnapshot host, ConfigValue wanted) {
    boolean whole = current(host).isEmpty();
    Edit edit =
        whole
            ? KeyFix.edit(host, List.of(KEY), wanted)
            : KeyFix.edit(host, List.of(KEY, "nofile"), nofile());
    return KeyFix.fix(
        host,
        KEY,
        wanted,
        List.of(edit),
        new KeyFix.Words(
            "A program that needs more than 65536 open files has to ask for them.",
            List.of("existing containers get the limit when they start again")));
  }

  private static ConfigValue nofile() {
    Map<String, ConfigValue> limit = new LinkedHashMap<>();
    limit.put("Name", ConfigValue.of("nofile"));
    limit.put("Soft", ConfigValue.of(65536));
    limit.put("Hard", ConfigValue.of(1048576));
    return new ConfigValue.Table(limit);
  }

  private static Map<String, ConfigValue> current(HostSnapshot host) {
    return host.daemon()
        .setting(KEY)
        .nextStart()
        .seen()
        .map(v -> v instanceof ConfigValue.Table t ? t.entries() : Map.<String, ConfigValue>of())
        .orElse(Map.of());
  }
}
