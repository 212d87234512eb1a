package io.bulkhead.cli.command;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.json.PlanJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * A saved plan as a file: opened once, not through a link, and only if nobody but its owner can
 * write to it. What it says is still only a selection, see {@link SavedPlan}.
 */
final class PlanFile {
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final Sys sys;
  private final Set<Long> trusted;

  /**
   * @param trusted user ids whose plans are taken: root, and whoever runs this
   */
  PlanFile(Sys sys, Set<Long> trusted) {
    this.sys = sys;
    this.trusted = Set.copyOf(trusted);
  }

  byte[] read(String name) {
    Path path = path(name);
    try {
      Path parent = path.getParent();
      int directory =
          sys.openDirectory(String.valueOf((parent == null ? path : parent).toRealPath()));
      try {
        int file = sys.open(directory, String.valueOf(path.getFileName()));
        try {
          requireTrusted(name, sys.stat(file));
          return sys.read(file, PlanJson.LIMIT);
        } finally {
          sys.close(file);
        }
      } finally {
        sys.close(directory);
      }
    } catch (SysException e) {
      throw refused(name, says(e), "bulkhead plan --out plan.json");
    } catch (IOException e) {
      throw refused(name, "no such directory", "check the path");
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name).toAbsolutePath().normalize();
    } catch (java.nio.file.InvalidPathException e) {
      throw new UsageException("'" + name + "' is not a file name", "name a file");
    }
  }

  private void requireTrusted(String name, Stat stat) {
    if (!stat.isRegular()) {
      throw refused(name, "it is not a regular file", "bulkhead plan --out plan.json");
    }
    if (!trusted.contains(stat.uid())) {
      throw refused(
          name,
          "it belongs to uid " + stat.uid() + ", neither to root nor to you",
          "look at it, then make a plan of your own: bulkhead plan --out plan.json");
    }
    if ((stat.mode() & WRITABLE_BY_OTHERS) != 0) {
      String mode = String.format(Locale.ROOT, "%04o", stat.mode() & 07777);
      throw refused(
          name, "others can write to it (mode " + mode + ")", "bulkhead plan --out plan.json");
    }
  }

  private static String says(SysException e) {
    if (e.is(Errno.ENOENT)) {
      return "no such file";
    }
    if (e.is(Errno.EFBIG)) {
      return "it has more than " + PlanJson.LIMIT + " bytes";
    }
    return e.is(Errno.ELOOP) ? "it is a symbolic link" : Errno.sentence(e.errno());
  }

  private static FailedException refused(String name, String why, String next) {
    return new FailedException(
        ExitCode.REFUSED, "will not use the plan '" + name + "': " + why, next);
  }
}
