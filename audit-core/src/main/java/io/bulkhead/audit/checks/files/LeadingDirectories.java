package io.bulkhead.audit.checks.files;

import io.bulkhead.audit.checks.facts.PathText;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.checks.files.FileRule.Ruling;
import io.bulkhead.audit.snapshot.AclEntry;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DecidingPaths;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The directories above the files that decide who controls the engine, by the names they are asked
 * for and by those that links lead to: whoever may write to one can put another file in place.
 */
final class LeadingDirectories {
  private static final int OTHERS_WRITE = 0022;
  private static final int GROUP_WRITE = 0020;
  private static final int STICKY = 01000;
  private static final int WRITE = 02;

  private LeadingDirectories() {}

  static Chosen on(HostSnapshot host) {
    if (Presence.elsewhere(host)) {
      return Chosen.unseen("the engine does not share this system's file tree");
    }
    Set<String> directories = new LinkedHashSet<>();
    for (String path : files(host)) {
      host.file(path)
          .seen()
          .ifPresent(
              file -> {
                above(path, directories);
                above(file.realPath(), directories);
              });
    }
    for (String path : DecidingPaths.unitDirectories(host.daemon())) {
      if (host.file(path).seen().isPresent()) {
        directories.add(path);
        above(path, directories);
      }
    }
    return Chosen.of(List.copyOf(directories), "no file of an engine is at a usual place");
  }

  private static List<String> files(HostSnapshot host) {
    List<String> files = new ArrayList<>(WellKnownPaths.PROGRAMS);
    files.addAll(DecidingPaths.files(host.daemon()));
    host.daemon().process().seen().map(Daemon.Running::exe).ifPresent(files::add);
    return files;
  }

  private static void above(String path, Set<String> directories) {
    for (String up = PathText.parent(path); directories.add(up) && !up.equals("/"); ) {
      up = PathText.parent(up);
    }
  }

  /** In a directory with the sticky bit, only a file's owner can put another one in its place. */
  static Ruling judge(HostSnapshot host, FileStat directory) {
    boolean sticky = (directory.mode() & STICKY) != 0;
    if (directory.uid() != 0) {
      return Ruling.bad("belongs to " + directory.owner() + ", root expected");
    }
    int write =
        directory.mode() & (directory.gid() == 0 ? OTHERS_WRITE & ~GROUP_WRITE : OTHERS_WRITE);
    boolean acl = directory.acl().stream().anyMatch(LeadingDirectories::writes);
    if ((write != 0 || acl) && !sticky) {
      return Ruling.bad(
          "mode is "
              + directory.octal()
              + (write != 0 ? ", others can write" : ", but the ACL lets others write"));
    }
    return Ruling.good("mode is " + directory.octal());
  }

  private static boolean writes(AclEntry entry) {
    boolean root = entry.id() == 0;
    return !root && (entry.permissions() & WRITE) != 0;
  }
}
