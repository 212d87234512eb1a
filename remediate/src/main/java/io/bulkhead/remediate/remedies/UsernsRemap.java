package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Root of containers becomes an unprivileged user: entries in /etc/subuid and /etc/subgid, and the
 * key. Never silently: the engine gets another store, in which nothing is. Not with the value
 * {@code default}, for then the engine itself makes accounts that no rollback takes back.
 */
final class UsernsRemap implements Remedy {
  private static final String KEY = "userns-remap";
  private static final String ACCOUNT = "dockremap";
  private static final String SUBUID = "/etc/subuid";
  private static final String SUBGID = "/etc/subgid";
  private static final long COUNT = 65_536;
  private static final long FIRST = 100_000;
  private static final long LAST = 4_294_000_000L;

  @Override
  public CheckId cures() {
    return new CheckId("DMN-010");
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    ConfigValue wanted = ConfigValue.of(ACCOUNT);
    Optional<Manual> obstacle =
        inTheWay(host).or(() -> DaemonFile.obstacle(host, KEY, wanted)).or(() -> noAccount(host));
    if (obstacle.isPresent()) {
      return List.of(obstacle.get());
    }
    if (!(host.daemon().subordinates()
        instanceof Reading.Present<List<Daemon.Subordinate>> ranges)) {
      return List.of(
          new Manual(
              "the ranges in " + SUBUID + " and " + SUBGID + " could not be read",
              List.of("cat " + SUBUID + " " + SUBGID)));
    }
    List<Edit> edits = new ArrayList<>(List.of(KeyFix.edit(host, List.of(KEY), wanted)));
    edits.addAll(entries(ranges.value()));
    return List.of(
        new Proposal.OnRequest(
            new Proposal.Fix(
                edits,
                DaemonFile.kind(host, KEY, wanted),
                Access.NONE,
                new Undo.SameEffect(
                    "the files come back exactly and with them what was in view; what the engine"
                        + " made in its new store stays there, out of view"),
                "Privileged containers and those on the host's network or process ids need --userns"
                    + " host; files of the host that are mounted seem to be nobody's.",
                vanishing(host)),
            "every image, container and volume vanishes from view"));
  }

  /** What keeps it from being done, or from being taken back. */
  private static Optional<Manual> inTheWay(HostSnapshot host) {
    List<String> running = RestartAdvice.running(host);
    if (!running.isEmpty()) {
      return Optional.of(
          new Manual(
              "containers run, and would go on as orphans that the engine no longer knows: "
                  + String.join(", ", running),
              List.of(
                  "note how each container is made, and back up the volumes",
                  "docker stop " + String.join(" ", running),
                  "bulkhead plan --only DMN-010    shows what vanishes, and changes nothing")));
    }
    boolean swarm =
        host.engine()
            .info()
            .seen()
            .map(Engine.Info::swarmState)
            .filter(state -> !state.isEmpty() && !state.equals("inactive"))
            .isPresent();
    return swarm
        ? Optional.of(
            new Manual(
                "the engine is in swarm mode, and the node would forget it",
                List.of("docker node update --availability drain, then docker swarm leave")))
        : Optional.empty();
  }

  private static Optional<Manual> noAccount(HostSnapshot host) {
    boolean known =
        host.accounts()
            .seen()
            .map(
                all ->
                    all.users().stream().anyMatch(u -> u.name().equals(ACCOUNT))
                        && all.groups().stream().anyMatch(g -> g.name().equals(ACCOUNT)))
            .orElse(false);
    return known
        ? Optional.empty()
        : Optional.of(
            new Manual(
                "an account is needed whose ranges the containers get, and accounts are not made"
                    + " automatically",
                List.of(
                    "groupadd --system " + ACCOUNT,
                    "useradd --system --gid "
                        + ACCOUNT
                        + " --no-create-home --shell /usr/sbin/nologin "
                        + ACCOUNT,
                    "bulkhead plan --only DMN-010    shows what vanishes, and changes nothing")));
  }

  /** One range in each file, the same in both, behind all that are there. */
  private static List<Edit> entries(List<Daemon.Subordinate> ranges) {
    long free =
        ranges.stream()
            .mapToLong(range -> range.first() + range.count())
            .filter(end -> end < LAST)
            .max()
            .orElse(FIRST);
    long first = Math.max(FIRST, free);
    List<Edit> edits = new ArrayList<>();
    for (String file : List.of(SUBUID, SUBGID)) {
      boolean there =
          ranges.stream()
              .anyMatch(
                  r -> r.file().equals(file) && r.owner().equals(ACCOUNT) && r.count() >= COUNT);
      if (!there) {
        edits.add(new Edit.Line(file, null, ACCOUNT + ":" + first + ":" + COUNT));
      }
    }
    return edits;
  }

  private static List<String> vanishing(HostSnapshot host) {
    List<Container> containers =
        host.engine().containers().seen().map(Engine.Containers::seen).orElse(List.of());
    String root =
        host.engine()
            .info()
            .seen()
            .map(Engine.Info::dockerRootDir)
            .orElse("the engine's directory");
    List<String> lines = new ArrayList<>();
    lines.add(
        containers.isEmpty()
            ? "vanish from view until it is taken back: all images and volumes, kept in " + root
            : "vanish from view until it is taken back, kept in "
                + root
                + ": all images and volumes,"
                + " and the containers "
                + names(containers.stream()));
    String images =
        String.join(", ", containers.stream().map(Container::image).distinct().toList());
    if (!images.isEmpty()) {
      lines.add("images to pull again: " + images);
    }
    String special =
        names(
            containers.stream()
                .filter(
                    c ->
                        c.security().privileged()
                            || c.security().networkMode().equals("host")
                            || c.security().pidMode().equals("host")));
    if (!special.isEmpty()) {
      lines.add("need --userns host when they are made again: " + special);
    }
    return lines;
  }

  private static String names(Stream<Container> containers) {
    return String.join(", ", containers.map(Container::name).toList());
  }
}
