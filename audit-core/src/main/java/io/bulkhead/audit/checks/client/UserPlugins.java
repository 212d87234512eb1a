package io.bulkhead.audit.checks.client;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the docker command of a user runs as its plugins belongs to that user or to root. */
final class UserPlugins implements Check {
  private static final CheckMeta META =
      check("CLI-011", "Nobody else can change a user's docker plugins", Severity.HIGH)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "plugins in users' homes and in cliPluginsExtraDirs belong to their user or to root, and"
                  + " nobody else can write them")
          .because(
              "The docker command runs every plugin it finds, even to list its own help, with the"
                  + " rights of whoever calls it: often enough to be root.")
          .advise("Run `chown USER FILE` and `chmod go-w FILE` for each file named.")
          .see("inode(7)", "docs.docker.com: Docker CLI plugins");

  static final String DIRECTORY = "/.docker/cli-plugins";
  private static final int OTHERS_WRITE = 0022;

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return host.accounts()
        .fold(
            seen -> users(host, seen.value().users()),
            none -> Verdict.notApplicable("there are no accounts here"),
            Verdict::undetermined);
  }

  private static Verdict users(HostSnapshot host, List<Accounts.User> users) {
    List<Ground> grounds = new ArrayList<>();
    Map<String, Reading<FileStat>> files = new TreeMap<>(host.files());
    for (Accounts.User user : users) {
      for (String directory : directories(host, user)) {
        files.forEach(
            (path, reading) -> {
              if (path.equals(directory) || path.startsWith(directory + "/")) {
                reading.fold(
                    seen -> grounds.add(judge(user, seen)),
                    none -> false,
                    unseen -> grounds.add(Grounds.unseen(path, unseen)));
              }
            });
      }
    }
    return Verdict.over(grounds, "no user has docker plugins");
  }

  /** The one at home, which is FIL-024's for root, and those that the configuration adds. */
  private static Set<String> directories(HostSnapshot host, Accounts.User user) {
    Set<String> directories = new LinkedHashSet<>();
    if (user.uid() != 0 && user.home().startsWith("/")) {
      directories.add(user.home().replaceAll("/+$", "") + DIRECTORY);
    }
    host.clients().stream()
        .flatMap(client -> client.seen().stream())
        .filter(client -> client.user().equals(user.name()))
        .flatMap(client -> client.pluginDirectories().stream())
        .filter(directory -> directory.startsWith("/"))
        .forEach(directory -> directories.add(directory.replaceAll("/+$", "")));
    return directories;
  }

  private static Ground judge(Accounts.User user, Reading.Present<FileStat> seen) {
    FileStat file = seen.value();
    Evidence says =
        Evidence.of(seen.origin(), file.octal() + " " + file.owner() + ":" + file.group());
    if (file.uid() != 0 && file.uid() != user.uid()) {
      return Grounds.fail(
          file.path(), "belongs to " + file.owner() + ", " + user.name() + " expected", says);
    }
    boolean acl =
        file.acl().stream().anyMatch(e -> (e.permissions() & 2) != 0 && e.id() != user.uid());
    boolean ownGroup = file.gid() == user.gid() && user.gid() == user.uid();
    int write = file.mode() & (ownGroup ? 0002 : OTHERS_WRITE);
    return write != 0 || acl
        ? Grounds.fail(
            file.path(),
            acl && write == 0
                ? "the ACL lets others write"
                : "mode is " + file.octal() + ", others can write",
            says)
        : Grounds.pass(file.path(), "only " + file.owner() + " can write", says);
  }
}
