package io.bulkhead.remediate.state;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.files.Refused;
import io.bulkhead.remediate.files.Trail;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code /var/lib/bulkhead} below a root: mode 0700, owned by the user who runs Bulkhead, in
 * directories that nobody else can write to.
 *
 * <pre>
 * lock, lock.info      flock target; who holds it
 * journal/00000001.log append only
 * tx/ID/               plan.json, manifest.json, RESTORE.txt of a change set
 * blobs/SHA256         contents before and after, never edited
 * pending              exists while a change set is open or unconfirmed
 * news                 what the guard or a boot did, until somebody is told
 * tool/                the program as the guard runs it
 * ballast              1 MiB given back when recovery meets a full disk
 * </pre>
 */
public final class StateDirectory {
  /** Where it is below the root. */
  public static final String PATH = "/var/lib/bulkhead";

  public static final String PENDING = "pending";

  /** What was done while nobody looked, until somebody is told. */
  public static final String NEWS = "news";

  private static final int MODE = 0700;

  private final Sys sys;
  private final Path root;
  private final String parentPath;
  private final String name;

  /** The usual place below a root. */
  public StateDirectory(Sys sys, Path root) {
    this(sys, root, PATH);
  }

  /**
   * Another place.
   *
   * @param place absolute path as seen from the root, not the root itself
   */
  public StateDirectory(Sys sys, Path root, String place) {
    this.sys = sys;
    this.root = root;
    int slash = place.lastIndexOf('/');
    this.parentPath = slash == 0 ? "/" : place.substring(0, slash);
    this.name = place.substring(slash + 1);
  }

  /** As shown to people. */
  public Path path() {
    return root.resolve(parentPath.substring(1)).resolve(name);
  }

  /** Makes what is missing and holds the directory; refuses one that others could tamper with. */
  public Folder prepare() throws RemediationException {
    try {
      makeParents();
      try (Trail parent = Trail.open(sys, root, parentPath)) {
        trust(parent);
        Folder.make(sys, parent.fd(), name, MODE);
        Folder folder = enter(parent);
        try {
          for (String part : new String[] {"journal", "tx", "blobs"}) {
            folder.make(part);
          }
          return folder;
        } catch (SysException e) {
          folder.close();
          throw e;
        }
      }
    } catch (SysException e) {
      throw failed(e);
    } catch (Refused e) {
      throw refused(e.sentence());
    }
  }

  /** Holds the directory for reading; empty if there is none, so nothing was ever changed. */
  public Optional<Folder> look() throws RemediationException {
    try (Trail parent = Trail.open(sys, root, parentPath)) {
      if (sys.stat(parent.fd(), name).isEmpty()) {
        return Optional.empty();
      }
      trust(parent);
      return Optional.of(enter(parent));
    } catch (SysException e) {
      if (e.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw failed(e);
    } catch (Refused e) {
      throw refused(e.sentence());
    }
  }

  private void makeParents() throws SysException, Refused {
    String above = "/";
    for (String part : parentPath.substring(1).split("/")) {
      if (part.isEmpty()) {
        continue;
      }
      try (Trail trail = Trail.open(sys, root, above)) {
        Folder.make(sys, trail.fd(), part, 0755);
      }
      above = above.equals("/") ? above + part : above + "/" + part;
    }
  }

  private Folder enter(Trail parent) throws SysException, RemediationException {
    Stat stat =
        sys.stat(parent.fd(), name)
            .orElseThrow(() -> new SysException("open", path().toString(), Errno.ENOENT));
    if (stat.isSymlink() || !stat.isDirectory()) {
      throw refused("'" + path() + "' is not a directory");
    }
    if (stat.uid() != sys.effectiveUid()) {
      throw foreign(stat.uid());
    }
    if (stat.permissions() != MODE) {
      throw refused(
          "'%s' has mode %04o, expected %04o".formatted(path(), stat.permissions(), MODE));
    }
    return new Folder(sys, sys.openDirectory(parent.fd(), name), path().toString());
  }

  private void trust(Trail parent) throws RemediationException {
    Optional<String> doubt = parent.doubt();
    if (doubt.isPresent()) {
      throw refused(doubt.get());
    }
  }

  private RemediationException foreign(long owner) {
    if (owner == 0) {
      return new RemediationException(
          Kind.PRIVILEGE, "'" + path() + "' belongs to root", "run it again as root");
    }
    return refused("'" + path() + "' belongs to uid " + owner);
  }

  private RemediationException refused(String sentence) {
    return new RemediationException(
        Kind.REFUSED,
        "the state directory '" + path() + "' cannot be trusted: " + sentence,
        "look at it with: ls -lnd " + path() + " " + path().getParent());
  }

  private RemediationException failed(SysException e) {
    Kind kind = e.is(Errno.EACCES) || e.is(Errno.EPERM) ? Kind.PRIVILEGE : Kind.BEFORE;
    return new RemediationException(
        kind,
        "cannot use the state directory '" + path() + "': " + e.getMessage(),
        kind == Kind.PRIVILEGE ? "run it again as root" : "df " + path().getParent(),
        e);
  }
}
