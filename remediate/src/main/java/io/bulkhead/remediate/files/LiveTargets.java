package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Targets of this host, or of a tree below another root. Looks only; changes nothing. */
public final class LiveTargets implements Targets {
  private static final int IMMUTABLE = 0x10;
  private static final int APPEND_ONLY = 0x20;

  /** A side file's name is this much longer than its target's. */
  private static final int SIDE_NAME = 48;

  private static final int NAME_LIMIT = 255;

  /** A journal record holds the path and must stay small. */
  private static final int PATH_LIMIT = 1024;

  private final Sys sys;
  private final Path root;

  public LiveTargets(Sys sys, Path root) {
    this.sys = sys;
    this.root = root;
  }

  @Override
  public FileTarget file(String path) {
    try {
      Optional<String> tooLong = tooLong(path);
      if (tooLong.isPresent()) {
        return refused(tooLong.get());
      }
      try (Trail trail = Trail.parentOf(sys, root, path)) {
        return file(trail, path);
      }
    } catch (SysException e) {
      if (e.is(Errno.ENOENT)) {
        return new FileTarget(new FileState.Missing(), new byte[0], ancestorRefusal(path));
      }
      return refused(unseen(path, e));
    } catch (Refused e) {
      return refused(e.sentence());
    }
  }

  private FileTarget file(Trail trail, String path) throws SysException {
    String name = Trail.nameOf(path);
    Optional<Stat> stat = sys.stat(trail.fd(), name);
    String refusal = directoryRefusal(trail, path);
    if (stat.isEmpty()) {
      return new FileTarget(new FileState.Missing(), new byte[0], refusal);
    }
    if (refusal == null) {
      refusal = specialFile(path, stat.get());
    }
    if (refusal != null && !stat.get().isRegular()) {
      return refused(refusal);
    }
    if (stat.get().size() > StepContext.LARGEST) {
      return refused("'%s' is larger than 1 MiB".formatted(path));
    }
    Optional<Seen> seen = Seen.at(sys, trail.fd(), name);
    if (seen.isEmpty() || !(seen.get().state() instanceof FileState.Regular)) {
      return refused("'" + path + "' changed while it was looked at");
    }
    if (refusal == null) {
      refusal = flagRefusal(trail, path, seen.get().stat());
    }
    return new FileTarget(seen.get().state(), seen.get().content(), refusal);
  }

  @Override
  public ObjectTarget object(String path) {
    try (Trail trail = Trail.parentOf(sys, root, path)) {
      Optional<Stat> stat = sys.stat(trail.fd(), Trail.nameOf(path));
      String refusal = directoryRefusal(trail, path);
      if (stat.isEmpty()) {
        return new ObjectTarget(null, refusal);
      }
      if (refusal == null) {
        refusal = specialObject(path, stat.get());
      }
      if (refusal == null) {
        refusal = flagRefusal(trail, path, stat.get());
      }
      return new ObjectTarget(Seen.attributes(stat.get()), refusal);
    } catch (SysException e) {
      return new ObjectTarget(null, e.is(Errno.ENOENT) ? ancestorRefusal(path) : unseen(path, e));
    } catch (Refused e) {
      return new ObjectTarget(null, e.sentence());
    }
  }

  @Override
  public List<String> names(String directory) {
    try (Trail trail = Trail.parentOf(sys, root, directory)) {
      int fd = sys.openDirectory(trail.fd(), Trail.nameOf(directory));
      try {
        return sys.list(fd).stream().sorted().toList();
      } finally {
        sys.close(fd);
      }
    } catch (SysException | Refused e) {
      return List.of();
    }
  }

  private @Nullable String specialFile(String path, Stat stat) {
    String refusal = specialObject(path, stat);
    if (refusal == null && !stat.isRegular()) {
      refusal = "'" + path + "' is not a regular file";
    }
    if (refusal == null && Mounts.at(real(path))) {
      refusal =
          "'"
              + path
              + "' is a mount point of its own, so it cannot be replaced; mount its directory";
    }
    return refusal;
  }

  private @Nullable String specialObject(String path, Stat stat) {
    if (stat.isSymlink()) {
      return "'"
          + path
          + "' is a symbolic link"
          + Trail.pointsTo(root, path)
          + "; links are not followed";
    }
    if (stat.isRegular() && stat.links() > 1) {
      return "'%s' has %d hard links, its other names would change or split off"
          .formatted(path, stat.links());
    }
    return null;
  }

  /** Why nothing in the directory can be changed; null if it can. */
  private @Nullable String directoryRefusal(Trail trail, String path) throws SysException {
    if (trail.doubt().isPresent()) {
      return "'" + path + "' cannot be changed safely: " + trail.doubt().get();
    }
    Path directory = real(path).getParent();
    int flags = sys.inodeFlags(trail.fd());
    if ((flags & (IMMUTABLE | APPEND_ONLY)) != 0) {
      return "directory '" + directory + "' has the " + flagName(flags) + " flag (chattr)";
    }
    if (directory != null && readOnly(directory)) {
      return "'" + path + "' is on a read-only file system";
    }
    return null;
  }

  /** Asks the kernel by access(2) where that tells; a mount table may say rw after an error. */
  private boolean readOnly(Path directory) {
    try {
      return Files.getFileStore(directory).isReadOnly()
          || (sys.effectiveUid() == 0 && !Files.isWritable(directory));
    } catch (IOException e) {
      return false;
    }
  }

  private @Nullable String flagRefusal(Trail trail, String path, Stat stat) throws SysException {
    if (!stat.isRegular() && !stat.isDirectory()) {
      return null;
    }
    int fd;
    try {
      String name = Trail.nameOf(path);
      fd = stat.isDirectory() ? sys.openDirectory(trail.fd(), name) : sys.open(trail.fd(), name);
    } catch (SysException e) {
      if (e.is(Errno.EACCES)) {
        return null;
      }
      throw e;
    }
    try {
      int flags = sys.inodeFlags(fd);
      return (flags & (IMMUTABLE | APPEND_ONLY)) == 0
          ? null
          : "'" + path + "' has the " + flagName(flags) + " flag (chattr)";
    } finally {
      sys.close(fd);
    }
  }

  /** The nearest directory that exists decides about a path whose parents are missing. */
  private @Nullable String ancestorRefusal(String path) {
    Path parent = Path.of(path).getParent();
    if (parent == null || parent.getParent() == null) {
      return null;
    }
    ObjectTarget above = object(parent.toString());
    return above.attributes() == null ? above.refusal() : null;
  }

  private static Optional<String> tooLong(String path) {
    int name = Trail.nameOf(path).getBytes(StandardCharsets.UTF_8).length;
    return name + SIDE_NAME > NAME_LIMIT
            || path.getBytes(StandardCharsets.UTF_8).length > PATH_LIMIT
        ? Optional.of("the path '" + path + "' is too long")
        : Optional.empty();
  }

  private Path real(String path) {
    try {
      return Trail.below(root.toRealPath(), path);
    } catch (IOException e) {
      return Trail.below(root, path);
    }
  }

  private static String flagName(int flags) {
    return (flags & IMMUTABLE) != 0 ? "immutable" : "append-only";
  }

  private static String unseen(String path, SysException e) {
    return "'" + path + "' cannot be looked at: " + Errno.sentence(e.errno());
  }

  private static FileTarget refused(String sentence) {
    return new FileTarget(new FileState.Missing(), new byte[0], sentence);
  }
}
