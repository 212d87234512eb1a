package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.daemon.options.EngineVersion;
import io.bulkhead.daemon.options.Options;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A proposal that gives keys of daemon.json new values. */
final class KeyFix {
  private static final Set<String> PACKET_FILTER = Set.of("iptables", "ip6tables");

  private KeyFix() {}

  /** One top-level key gets a value, unless something stands in the way. */
  static Proposal of(
      HostSnapshot host, String key, ConfigValue wanted, String breaks, List<String> affected) {
    return DaemonFile.obstacle(host, key, wanted)
        .<Proposal>map(m -> m)
        .orElseGet(
            () ->
                fix(
                    host,
                    key,
                    wanted,
                    List.of(edit(host, List.of(key), wanted)),
                    new Words(breaks, affected)));
  }

  /** A key that is read at the start only is taken away, from the file or from the unit. */
  static Proposal without(HostSnapshot host, String key, String breaks, List<String> affected) {
    ConfigValue byDefault =
        Options.key(key)
            .map(
                option ->
                    option.defaultValue(
                        EngineVersion.of(host.daemon().version()).orElse(Options.NEWEST)))
            .orElse(new ConfigValue.Null());
    Optional<Proposal.Manual> obstacle = DaemonFile.obstacle(host, key, byDefault);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    List<Edit> edits =
        FlagAdvice.movable(host, key)
            .<List<Edit>>map(List::of)
            .orElse(List.of(new Edit.Key(DaemonFile.path(host), List.of(key), null, null)));
    return new Proposal.Fix(
        edits,
        stranger(host, key) ? Kind.NONE : DaemonFile.kind(host, key, byDefault),
        access(key),
        new Undo.Exact(),
        breaks,
        affected);
  }

  /** A key this version does not have: an engine that runs was started without it. */
  private static boolean stranger(HostSnapshot host, String key) {
    return !host.daemon().settings().containsKey(key)
        && host.daemon().problems().stream().anyMatch(p -> p.key().equals(key));
  }

  /** Rules beside those of the host's own packet filter, which may be what lets people in. */
  private static Access access(String key) {
    return PACKET_FILTER.contains(key) ? Access.NETWORK : Access.NONE;
  }

  /** What the plan says about a change. */
  record Words(String breaks, List<String> affected) {}

  /** The planner fills in what the file says before. */
  static Edit edit(HostSnapshot host, List<String> path, ConfigValue after) {
    return new Edit.Key(DaemonFile.path(host), path, null, after);
  }

  /** What a flag says beside the wanted entries goes into the file with them. */
  private static List<Edit> carried(HostSnapshot host, String key, List<Edit> edits) {
    List<Edit> carried = new ArrayList<>();
    if (host.daemon().setting(key).nextStart().seen().orElse(null)
        instanceof ConfigValue.Table table) {
      table
          .entries()
          .forEach(
              (name, value) -> {
                boolean wanted =
                    edits.stream()
                        .map(edit -> ((Edit.Key) edit).path())
                        .anyMatch(path -> path.size() < 2 || path.get(1).equals(name));
                if (!wanted) {
                  carried.add(edit(host, List.of(key, name), value));
                }
              });
    }
    return carried;
  }

  static Proposal.Fix fix(
      HostSnapshot host, String key, ConfigValue wanted, List<Edit> edits, Words words) {
    List<String> affected = new ArrayList<>(words.affected());
    List<Edit> all = new ArrayList<>(edits);
    FlagAdvice.movable(host, key)
        .ifPresent(
            flag -> {
              all.addAll(carried(host, key, edits));
              all.add(flag);
              affected.add(
                  flag.flag()
                      + " is taken out of "
                      + flag.unit()
                      + " by a drop-in; a later change of its ExecStart elsewhere is not seen");
            });
    return new Proposal.Fix(
        all,
        DaemonFile.kind(host, key, wanted),
        access(key),
        new Undo.Exact(),
        words.breaks(),
        affected);
  }
}
