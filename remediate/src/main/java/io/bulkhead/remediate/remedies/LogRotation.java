package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Container logs are bounded: max-size and max-file for json-file, as strings. */
final class LogRotation implements Remedy {
  private static final String KEY = "log-opts";
  private static final Map<String, ConfigValue> LIMITS = limits();

  private static Map<String, ConfigValue> limits() {
    Map<String, ConfigValue> limits = new LinkedHashMap<>();
    limits.put("max-size", ConfigValue.of("10m"));
    limits.put("max-file", ConfigValue.of("3"));
    return limits;
  }

  @Override
  public CheckId cures() {
    return new CheckId("DMN-005");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    String driver =
        host.daemon()
            .setting("log-driver")
            .nextStart()
            .seen()
            .map(ConfigValue::text)
            .orElse("not seen");
    if (!driver.equals("json-file")) {
      return List.of(
          new Manual(
              "the log driver is "
                  + driver
                  + ", and only json-file takes max-size and max-file from here",
              List.of(
                  "bound the logs where " + driver + " keeps them, or choose json-file or local")));
    }
    ConfigValue wanted = wanted(host);
    Optional<Manual> obstacle = DaemonFile.obstacle(host, KEY, wanted);
    return List.of(obstacle.isPresent() ? obstacle.get() : fix(host, wanted));
  }

  private static Proposal fix(HostSnapshot host, ConfigValue wanted) {
    return KeyFix.fix(
        host,
        KEY,
        wanted,
        edits(host, wanted),
        new KeyFix.Words(
            "Older log lines of a container are dropped when it has written 30 MB.",
            NewContainers.note(host)));
  }

  /**
   * The options as they are, with the limits that are missing. A max-size that is there bounds
   * nothing or too little, or the check would not fail: then both limits are replaced.
   */
  private static ConfigValue wanted(HostSnapshot host) {
    Map<String, ConfigValue> options = new LinkedHashMap<>(current(host));
    boolean replace = options.containsKey("max-size");
    LIMITS.forEach(
        (option, value) -> {
          if (replace || !options.containsKey(option)) {
            options.put(option, value);
          }
        });
    return new ConfigValue.Table(options);
  }

  private static Map<String, ConfigValue> current(HostSnapshot host) {
    return host.daemon()
        .setting(KEY)
        .nextStart()
        .seen()
        .map(v -> v instanceof ConfigValue.Table t ? t.entries() : Map.<String, ConfigValue>of())
        .orElse(Map.of());
  }

  /** One edit for the whole object where there is none, one for each option otherwise. */
  private static List<Edit> edits(HostSnapshot host, ConfigValue wanted) {
    Map<String, ConfigValue> current = current(host);
    if (current.isEmpty()) {
      return List.of(KeyFix.edit(host, List.of(KEY), wanted));
    }
    List<Edit> edits = new ArrayList<>();
    LIMITS.forEach(
        (option, value) -> {
          if (current.containsKey("max-size")
              ? !value.equals(current.get(option))
              : !current.containsKey(option)) {
            edits.add(KeyFix.edit(host, List.of(KEY, option), value));
          }
        });
    return edits;
  }
}
