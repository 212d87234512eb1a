package io.bulkhead.audit.checks.files;

import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.files.FileRule.Ruling;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who may own a file. */
final class Owners {
  private Owners() {}

  /** User and group 0. */
  static Ruling root(HostSnapshot host, FileStat file) {
    return file.uid() == 0 && file.gid() == 0
        ? Ruling.good("owner is root:root")
        : Ruling.bad("owner is " + name(file) + ", root:root expected");
  }

  /** Root, or the user the daemon runs as; a group that maps container users is as good. */
  static Ruling engineUser(HostSnapshot host, FileStat file) {
    return file.uid() == 0 || file.uid() == daemonUid(host)
        ? Ruling.good("owner is " + name(file))
        : Ruling.bad("owner is " + name(file) + ", user root expected");
  }

  /** The user the daemon runs as, with the group the engine is configured with, or root's. */
  static Ruling engineSocket(HostSnapshot host, FileStat file) {
    if (file.uid() != 0 && file.uid() != daemonUid(host)) {
      return Ruling.bad("owner is " + name(file) + ", user root expected");
    }
    Set<String> groups = socketGroups(host);
    if (file.gid() == 0
        || file.uid() != 0
        || names(host, file).stream().anyMatch(groups::contains)) {
      return Ruling.good("owner is " + name(file));
    }
    return groups.isEmpty()
        ? Ruling.unclear(
            "owner is " + name(file) + ", and which group the engine was given is not known")
        : Ruling.bad(
            "owner is " + name(file) + ", group " + String.join(" or ", groups) + " expected");
  }

  /** -1 where the daemon was not seen; a rootless daemon owns its socket. */
  private static long daemonUid(HostSnapshot host) {
    return host.daemon()
        .process()
        .seen()
        .map(Daemon.Running::pid)
        .flatMap(pid -> host.process(pid).seen())
        .map(facts -> facts.uid())
        .orElse(-1L);
  }

  private static Set<String> socketGroups(HostSnapshot host) {
    Set<String> names = new LinkedHashSet<>();
    host.daemon().socketUnit().seen().ifPresent(unit -> names.add(unit.group()));
    names.add(Effective.of(host, "group").text());
    names.remove("");
    return names;
  }

  private static Set<String> names(HostSnapshot host, FileStat file) {
    Set<String> names = new LinkedHashSet<>();
    names.add(file.group());
    names.add(String.valueOf(file.gid()));
    host.accounts()
        .seen()
        .ifPresent(
            accounts ->
                accounts.groups().stream()
                    .filter(group -> group.gid() == file.gid())
                    .map(Accounts.Group::name)
                    .forEach(names::add));
    return names;
  }

  private static String name(FileStat file) {
    return file.owner() + ":" + file.group();
  }
}
