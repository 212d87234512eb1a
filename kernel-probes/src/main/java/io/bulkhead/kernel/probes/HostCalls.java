package io.bulkhead.kernel.probes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * System calls that only ask. None of them changes state, loads a module or enters a namespace;
 * where the kernel would have to load one to answer, the error is {@link Got#NO_DATA}.
 */
public interface HostCalls {
  /** statfs(2): magic number of the file system and ST_ flags. */
  Got<FileSystem> statfs(String path);

  /** statx(2) of what the path leads to. */
  Got<Place> statx(String path);

  /** getxattr(2). */
  Got<byte[]> xattr(String path, String name);

  /** uname(2): machine. */
  Got<String> machine();

  /** lsm_list_modules(2): names in order. */
  Got<List<String>> securityModules();

  /** landlock_create_ruleset(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION). */
  Got<Long> landlockAbi();

  /** prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL), which cannot succeed: EFAULT is support. */
  Got<Long> seccompFilter();

  /** prctl(PR_CAPBSET_READ, capability): 1 or 0, EINVAL beyond the last. */
  Got<Long> boundingSet(int capability);

  /** getrandom(2) with GRND_NONBLOCK: bytes returned. */
  Got<Long> random();

  /** AUDIT_GET over netlink. */
  Got<AuditStatus> auditStatus();

  /** AUDIT_LIST_RULES over netlink. */
  Got<List<AuditRule>> auditRules();

  /** BPF_PROG_QUERY of BPF_CGROUP_DEVICE on a cgroup directory: number of programs. */
  Got<Long> deviceFilters(String cgroup);

  /** Types of directory entries (DT_) other than dot entries, from getdents64(2). */
  Got<Set<Integer>> entryTypes(String directory);

  /** SO_PEERCRED of a connection to a unix socket: who called listen(2). */
  Got<Peer> peer(String socket);

  /** Sockets with a name or a peer, from NETLINK_SOCK_DIAG. */
  Got<List<UnixSocket>> unixSockets();

  /** Asks SELinux whether its policy knows a context; false for EINVAL. */
  Got<Boolean> selinuxContext(String context);

  /**
   * A mounted file system.
   *
   * @param type magic number of linux/magic.h, 32 bits
   * @param flags ST_RDONLY 1, ST_NOSUID 2, ST_NODEV 4, ST_NOEXEC 8
   */
  record FileSystem(long type, long flags) {}

  /**
   * Where a path lies.
   *
   * @param device {@code major:minor} of st_dev
   * @param mountRoot STATX_ATTR_MOUNT_ROOT
   */
  record Place(String device, long mountId, boolean mountRoot) {
    /** For evidence. */
    @Override
    public String toString() {
      return "device " + device + ", mount " + mountId;
    }
  }

  /** struct audit_status of linux/audit.h, the fields that are judged. */
  record AuditStatus(long enabled, long pid, long lost) {
    /** For evidence. */
    @Override
    public String toString() {
      return "enabled " + enabled + ", pid " + pid + ", lost " + lost;
    }
  }

  /**
   * A rule of the audit system.
   *
   * @param path what AUDIT_WATCH or AUDIT_DIR names; {@code /} for a rule that takes records out
   *     wherever a file lies, empty for one about no file
   * @param directory AUDIT_DIR
   * @param permissions letters of {@code rwxa}
   */
  record AuditRule(
      String path, boolean directory, String permissions, String key, Set<Trait> traits) {
    /** What takes something from a rule, or makes it take records out. */
    public enum Trait {
      /** For some users, programs or calls only. */
      NARROWED,
      /** For calls of 64-bit programs only. */
      ONLY_64,
      ONLY_32,
      /** It takes records out instead of writing them. */
      NEVER,
      /** It works wherever it stands among the rules. */
      ANYWHERE
    }

    public AuditRule {
      traits = Set.copyOf(traits);
    }

    /** A rule that records whoever does it and however. */
    public AuditRule(String path, boolean directory, String permissions, String key) {
      this(path, directory, permissions, key, Set.of());
    }

    public boolean is(Trait trait) {
      return traits.contains(trait);
    }

    public boolean never() {
      return is(Trait.NEVER);
    }

    /** True unless it holds for everybody's every call. */
    public boolean narrowed() {
      return is(Trait.NARROWED) || is(Trait.ONLY_64) || is(Trait.ONLY_32);
    }

    /** True if this rule and the other are the same, one for each size of programs. */
    public boolean completes(AuditRule other) {
      return (is(Trait.ONLY_64) ? other.is(Trait.ONLY_32) : other.is(Trait.ONLY_64))
          && (is(Trait.ONLY_64) || is(Trait.ONLY_32))
          && path.equals(other.path)
          && directory == other.directory
          && permissions.equals(other.permissions)
          && forAllPrograms().traits.equals(other.forAllPrograms().traits);
    }

    /** The same for programs of both sizes. */
    public AuditRule forAllPrograms() {
      Set<Trait> rest = new TreeSet<>(traits);
      rest.removeAll(List.of(Trait.ONLY_64, Trait.ONLY_32));
      return new AuditRule(path, directory, permissions, key, rest);
    }

    /** For evidence. */
    @Override
    public String toString() {
      return (never() ? "never " : "") + path + " " + permissions + (narrowed() ? " narrowed" : "");
    }
  }

  /** struct ucred; pid 0 if the process is outside the pid namespace. */
  record Peer(int pid, long uid, long gid) {
    /** For evidence. */
    @Override
    public String toString() {
      return "pid " + pid + ", uid " + uid + ", gid " + gid;
    }
  }

  /**
   * A unix socket.
   *
   * @param state 1 established, 10 listening
   * @param peer inode of the other end, 0 if none
   */
  record UnixSocket(long inode, String path, int state, long peer) {
    /** For evidence. */
    @Override
    public String toString() {
      return inode + " " + path;
    }
  }

  /** Errors of errno(3) that probes tell apart, by number; the same on both architectures. */
  Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "EPERM"),
          Map.entry(2, "ENOENT"),
          Map.entry(3, "ESRCH"),
          Map.entry(7, "E2BIG"),
          Map.entry(9, "EBADF"),
          Map.entry(11, "EAGAIN"),
          Map.entry(13, "EACCES"),
          Map.entry(14, "EFAULT"),
          Map.entry(20, "ENOTDIR"),
          Map.entry(22, "EINVAL"),
          Map.entry(38, "ENOSYS"),
          Map.entry(61, "ENODATA"),
          Map.entry(92, "ENOPROTOOPT"),
          Map.entry(93, "EPROTONOSUPPORT"),
          Map.entry(95, "EOPNOTSUPP"),
          Map.entry(97, "EAFNOSUPPORT"),
          Map.entry(111, "ECONNREFUSED"));

  /** The name of an error number. */
  static String name(int errno) {
    return NAMES.getOrDefault(errno, "errno " + errno);
  }
}
