package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Modes;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.SecretSign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Settings that are judged as they stand: runtime, sysctls, groups, logs, secrets. */
final class SettingJudges {
  private static final String VARIABLE = "environment variable ";
  static final Set<String> POWERFUL = Set.of("root", "docker", "disk", "kmem", "shadow");

  private SettingJudges() {}

  static Ground runtime(HostSnapshot host, Container container, Policy policy) {
    String runtime = container.security().runtime();
    Evidence says = EachContainer.inspect(container, "HostConfig.Runtime", "'" + runtime + "'");
    if (runtime.isEmpty()) {
      return Grounds.pass("", "uses the engine's default runtime", says);
    }
    return policy.lists(EngineValues.RUNTIMES, runtime)
        ? Grounds.pass("", "uses runtime " + runtime, says)
        : Grounds.fail("", "uses runtime " + runtime + ", which is not among the known ones", says);
  }

  static Ground sysctls(HostSnapshot host, Container container, Policy policy) {
    Map<String, String> set = new TreeMap<>(container.reach().sysctls());
    Evidence says =
        EachContainer.inspect(container, "HostConfig.Sysctls", set.isEmpty() ? "none" : set);
    Map<String, String> others = new TreeMap<>(set);
    others.keySet().removeIf(k -> policy.allows(ContainerValues.SYSCTLS, container, k));
    if (!others.isEmpty()) {
      return Grounds.fail("", "sets " + String.join(", ", others.keySet()), says);
    }
    return Grounds.pass(
        "", set.isEmpty() ? "sets no kernel parameter" : "sets only what the policy allows", says);
  }

  /** A number counts as the host's group of that number; a name as what it is called here. */
  static Ground groups(HostSnapshot host, Container container) {
    List<String> added = asked(container);
    Evidence says =
        EachContainer.inspect(
            container,
            "HostConfig.GroupAdd, Config.User",
            added.isEmpty() ? "none" : String.join(", ", added));
    if (Modes.mapsRoot(host, container)) {
      return Grounds.pass(
          "",
          added.isEmpty()
              ? "joins no further group"
              : "joins groups that the engine maps to others",
          says);
    }
    List<Accounts.Group> groups = host.accounts().seen().map(Accounts::groups).orElse(List.of());
    Optional<Ground> held = HeldGroups.powerful(host, container, says);
    if (held.isPresent()) {
      return held.get();
    }
    if (added.isEmpty()) {
      return Grounds.pass("", "joins no further group", says);
    }
    List<String> bad =
        added.stream()
            .filter(
                g ->
                    POWERFUL.contains(g)
                        || g.equals("0")
                        || groups.stream()
                            .anyMatch(h -> POWERFUL.contains(h.name()) && g.equals("" + h.gid())))
            .map(g -> named(g, groups))
            .toList();
    if (!bad.isEmpty()) {
      return Grounds.fail("", "joins " + String.join(", ", bad), says);
    }
    return groups.isEmpty() && added.stream().anyMatch(g -> g.matches("[0-9]+"))
        ? Grounds.undetermined("", "which groups of the host it joins was not seen", says)
        : Grounds.pass("", "joins no powerful group", says);
  }

  /** What it adds, and the group beside its user; that one of root is no more than having none. */
  private static List<String> asked(Container container) {
    List<String> asked =
        new ArrayList<>(container.reach().groupAdd().stream().map(SettingJudges::plain).toList());
    String[] user = container.user().split(":", 2);
    if (user.length == 2 && !plain(user[1]).matches("0|root|")) {
      asked.add(plain(user[1]));
    }
    return asked;
  }

  /** A number without its sign and leading zeros, as the runtime reads it. */
  private static String plain(String group) {
    return group.matches("[+-]?[0-9]+") ? group.replaceFirst("^[+-]?0*(?=[0-9])", "") : group;
  }

  private static String named(String group, List<Accounts.Group> groups) {
    return groups.stream()
        .filter(h -> group.equals("" + h.gid()))
        .map(h -> "group " + group + " (" + h.name() + ")")
        .findFirst()
        .orElse("group " + group);
  }

  static Ground logRotation(HostSnapshot host, Container container) {
    String driver = container.logDriver();
    Evidence says =
        EachContainer.inspect(
            container,
            "HostConfig.LogConfig",
            driver + " " + new TreeMap<>(container.logOptions()));
    if (driver.isEmpty()) {
      return Grounds.undetermined("", "its log driver is not told", says);
    }
    if (!driver.equals("json-file")) {
      return Grounds.pass("", "its log driver " + driver + " keeps no endless file", says);
    }
    String size = container.logOptions().getOrDefault("max-size", "");
    return size.isEmpty() || size.equals("-1")
        ? Grounds.fail("", "its log grows without end", says)
        : Grounds.pass("", "its log files end at " + size, says);
  }

  static Ground environmentSecrets(HostSnapshot host, Container container) {
    return secrets(
        container,
        container.secrets().stream().filter(s -> s.place().startsWith(VARIABLE)).toList(),
        "Config.Env",
        "no variable of its own looks like a secret");
  }

  static Ground argumentSecrets(HostSnapshot host, Container container) {
    return secrets(
        container,
        container.secrets().stream().filter(s -> !s.place().startsWith(VARIABLE)).toList(),
        "Args, Config.Cmd, Config.Entrypoint, Config.Healthcheck",
        "no argument looks like a secret");
  }

  private static Ground secrets(
      Container container, List<SecretSign> signs, String fields, String none) {
    String all =
        signs.stream()
            .limit(10)
            .map(s -> s.place() + ": " + s.sign())
            .collect(Collectors.joining("; "));
    String more = signs.size() > 10 ? " and " + (signs.size() - 10) + " more" : "";
    Evidence says =
        EachContainer.inspect(container, fields, signs.isEmpty() ? "looked through" : "(redacted)");
    return signs.isEmpty()
        ? Grounds.pass("", none, says)
        : Grounds.fail("", "holds what looks like a secret: " + all + more, says);
  }
}
