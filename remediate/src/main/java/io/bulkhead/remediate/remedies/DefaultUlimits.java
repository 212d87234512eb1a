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
 * Open files are limited by default: nofile soft 65536, hard 1048576, or less where the engine
 * itself may not raise its own limit: no container would start otherwise. Never nproc: it counts
 * over all containers of a user id.
 */
final class DefaultUlimits implements Remedy {
  private static final String KEY = "default-ulimits";
  private static final long SOFT = 65536;
  private static final long HARD = 1048576;

  /** CAP_SYS_RESOURCE: may raise a hard limit (setrlimit(2)). */
  private static final int SYS_RESOURCE = 24;

  @Override
  public CheckId cures() {
    return new CheckId("DMN-006");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    Map<String, ConfigValue> all = new LinkedHashMap<>(current(host));
    all.putIfAbsent("nofile", nofile(host));
    ConfigValue wanted = new ConfigValue.Table(all);
    Optional<Manual> obstacle = DaemonFile.obstacle(host, KEY, wanted);
    return List.of(obstacle.isPresent() ? obstacle.get() : fix(host, wanted));
  }

  private static Proposal fix(HostSnapshot host, ConfigValue wanted) {
    boolean whole = current(host).isEmpty();
    Edit edit =
        whole
            ? KeyFix.edit(host, List.of(KEY), wanted)
            : KeyFix.edit(host, List.of(KEY, "nofile"), nofile(host));
    return KeyFix.fix(
        host,
        KEY,
        wanted,
        List.of(edit),
        new KeyFix.Words(
            "A program that needs more than "
                + Math.min(SOFT, ceiling(host))
                + " open files has to ask for them.",
            List.of("existing containers get the limit when they start again")));
  }

  private static ConfigValue nofile(HostSnapshot host) {
    long hard = Math.min(HARD, ceiling(host));
    Map<String, ConfigValue> limit = new LinkedHashMap<>();
    limit.put("Name", ConfigValue.of("nofile"));
    limit.put("Soft", ConfigValue.of(Math.min(SOFT, hard)));
    limit.put("Hard", ConfigValue.of(hard));
    return new ConfigValue.Table(limit);
  }

  /** The highest limit the engine can give: its own, unless it may raise it. */
  private static long ceiling(HostSnapshot host) {
    return host.daemon()
        .process()
        .seen()
        .flatMap(running -> host.process(running.pid()).seen())
        .filter(process -> !process.effective(SYS_RESOURCE))
        .flatMap(process -> process.openFilesHard().seen())
        .orElse(HARD);
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
