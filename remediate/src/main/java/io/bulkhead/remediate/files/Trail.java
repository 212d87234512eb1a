package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory reached from a root, every component opened without following a link and then held.
 *
 * <p>Nothing above the root is looked at: with {@code --root} it is the operator who vouches for
 * it.
 */
public final class Trail implements AutoCloseable {
  private static final int STICKY = 01000;
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final Sys sys;
  private final int fd;
  private final @Nullable String doubt;

  private Trail(Sys sys, int fd, @Nullable String doubt) {
    this.sys = sys;
    this.fd = fd;
    this.doubt = doubt;
  }

  /**
   * Opens the directory at {@code path} below {@code root}.
   *
   * @throws Refused if a component is a symbolic link or no directory
   * @throws SysException ENOENT if a component is missing
   */
  public static Trail open(Sys sys, Path root, String path) throws SysException, Refused {
    Path absolute = absolute(path);
    Walk walk = new Walk(sys, "/", sys.openDirectory(real(root)));
    try {
      for (Path name : absolute) {
        walk.enter(root, name.toString());
      }
      walk.judgeLast();
      return new Trail(sys, walk.fd, walk.doubt);
    } catch (SysException | Refused | RuntimeException e) {
      sys.close(walk.fd);
      throw e;
    }
  }

  /** The directory that holds {@code path}. */
  public static Trail parentOf(Sys sys, Path root, String path) throws SysException, Refused {
    Path parent = absolute(path).getParent();
    if (parent == null) {
      throw new Refused("'" + path + "' has no parent directory");
    }
    return open(sys, root, parent.toString());
  }

  /** The last component of a path. */
  public static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** True for what every boot makes anew, so that a change of it does not outlive one. */
  public static boolean lostWithBoot(String path) {
    return path.startsWith("/run/") || path.startsWith("/dev/");
  }

  public int fd() {
    return fd;
  }

  public ObjectId id() throws SysException {
    return ObjectId.of(sys.stat(fd));
  }

  /** Why others could swap what is below; empty if only root and this user can. */
  public Optional<String> doubt() {
    return Optional.ofNullable(doubt);
  }

  @Override
  public void close() {
    sys.close(fd);
  }

  private static Path absolute(String path) throws Refused {
    Path parsed;
    try {
      parsed = Path.of(path);
    } catch (InvalidPathException e) {
      throw new Refused("a path with a NUL byte is none");
    }
    if (!parsed.isAbsolute() || !parsed.normalize().equals(parsed)) {
      throw new Refused("'" + path + "' is not an absolute path without '.' and '..'");
    }
    return parsed;
  }

  private static String real(Path root) {
    try {
      return root.toRealPath().toString();
    } catch (IOException e) {
      return root.toAbsolutePath().normalize().toString();
    }
  }

  /** Goes down one component at a time and remembers the first reason for doubt. */
  private static final class Walk {
    private final Sys sys;
    private String path;
    private int fd;
    private @Nullable String doubt;

    Walk(Sys sys, String path, int fd) {
      this.sys = sys;
      this.path = path;
      this.fd = fd;
    }

    void enter(Path root, String name) throws SysException, Refused {
      String below = path.equals("/") ? "/" + name : path + "/" + name;
      Stat child =
          sys.stat(fd, name).orElseThrow(() -> new SysException("open", below, Errno.ENOENT));
      if (child.isSymlink()) {
        throw new Refused(
            "'"
                + below
                + "' is a symbolic link"
                + pointsTo(root, below)
                + "; links are not followed");
      }
      if (!child.isDirectory()) {
        throw new Refused("'" + below + "' is not a directory");
      }
      judge(sys.stat(fd), child);
      int next = sys.openDirectory(fd, name);
      sys.close(fd);
      fd = next;
      path = below;
    }

    private void judge(Stat directory, Stat child) {
      boolean safe =
          (directory.permissions() & WRITABLE_BY_OTHERS) == 0
              || ((directory.permissions() & STICKY) != 0 && ours(child.uid()));
      doubt(directory, safe);
    }

    void judgeLast() throws SysException {
      Stat directory = sys.stat(fd);
      doubt(directory, (directory.permissions() & WRITABLE_BY_OTHERS) == 0);
    }

    private void doubt(Stat directory, boolean safe) {
      if (doubt != null) {
        return;
      }
      if (!ours(directory.uid())) {
        doubt = "directory '" + path + "' belongs to uid " + directory.uid();
      } else if (!safe) {
        doubt =
            "directory '%s' is writable by others (mode %04o)"
                .formatted(path, directory.permissions());
      }
    }

    private boolean ours(long uid) {
      return uid == 0 || uid == sys.effectiveUid();
    }
  }

  /** Where a link points, for the message only; empty if it cannot be read. */
  static String pointsTo(Path root, String path) {
    try {
      return " to '" + Files.readSymbolicLink(below(root, path)) + "'";
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Where a path below a root really is. */
  public static Path below(Path root, String path) {
    return root.resolve(path.substring(1));
  }
}
