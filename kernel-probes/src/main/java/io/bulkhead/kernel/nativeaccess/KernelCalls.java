package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The kernel itself, asked without leaving a trace. The native library is loaded by the first call;
 * where that is impossible every answer is {@link Got#NO_DATA}.
 */
public final class KernelCalls implements HostCalls {
  private static final int AT_FDCWD = -100;
  private static final int PR_SET_SECCOMP = 22;
  private static final int PR_CAPBSET_READ = 23;
  private static final int FILTER = 2;
  private static final int LANDLOCK_VERSION = 1;
  private static final int GRND_NONBLOCK = 1;
  private static final int AUDIT_GET = 1000;
  private static final int AUDIT_LIST_RULES = 1013;
  private static final int BPF_PROG_QUERY = 16;
  private static final int BPF_CGROUP_DEVICE = 6;
  private static final int MOST = 1 << 16;

  private final UnixSockets unix;

  /**
   * @param mayConnect the engine's socket may be connected to: somebody has done so already, so
   *     that no service is started by it
   */
  public KernelCalls(boolean mayConnect) {
    this.unix = new UnixSockets(mayConnect);
  }

  private static <T> Got<T> with(Function<Calls, Got<T>> ask) {
    Calls calls;
    try {
      calls = Loading.calls();
    } catch (NativeUnavailableException e) {
      return Got.error(Got.NO_DATA);
    }
    return ask.apply(calls);
  }

  static <T> Got<T> error(long result) {
    return Got.error(HostCalls.name((int) -result));
  }

  private static Got<Long> number(long result) {
    return result < 0 ? error(result) : Got.of(result);
  }

  @Override
  public Got<FileSystem> statfs(String path) {
    return with(
        calls -> {
          Memory buffer = Calls.zeroed(256);
          long result = calls.call(Syscall.STATFS, Calls.text(path), buffer);
          return result < 0
              ? error(result)
              : Got.of(new FileSystem(buffer.getLong(0) & 0xffffffffL, buffer.getLong(80)));
        });
  }

  @Override
  public Got<Place> statx(String path) {
    return with(calls -> new Statx(calls).place(path));
  }

  @Override
  public Got<byte[]> xattr(String path, String name) {
    return with(
        calls -> {
          try (Memory buffer = Calls.zeroed(MOST)) {
            long size =
                calls.call(Syscall.GETXATTR, Calls.text(path), Calls.text(name), buffer, MOST);
            return size < 0 ? error(size) : Got.of(buffer.getByteArray(0, (int) size));
          }
        });
  }

  /** Java's own architecture is what uname(2) calls the machine, also under an emulator. */
  @Override
  public Got<String> machine() {
    String arch = System.getProperty("os.arch", "");
    return arch.isEmpty() ? Got.error(Got.NO_DATA) : Got.of(arch.equals("amd64") ? "x86_64" : arch);
  }

  @Override
  public Got<List<String>> securityModules() {
    return with(
        calls -> {
          Memory ids = Calls.zeroed(256 * 8L);
          Memory size = Calls.zeroed(8);
          size.setLong(0, 256 * 8L);
          long count = calls.call(Syscall.LSM_LIST_MODULES, ids, size, 0);
          if (count < 0) {
            return error(count);
          }
          List<String> names = new ArrayList<>();
          for (int i = 0; i < Math.min(count, 256); i++) {
            names.add(KernelModules.name(ids.getLong(i * 8L)));
          }
          return Got.of(names);
        });
  }

  @Override
  public Got<Long> landlockAbi() {
    return with(c -> number(c.call(Syscall.LANDLOCK_CREATE_RULESET, 0, 0, LANDLOCK_VERSION)));
  }

  @Override
  public Got<Long> seccompFilter() {
    return with(c -> number(c.call(Syscall.PRCTL, PR_SET_SECCOMP, FILTER, 0)));
  }

  @Override
  public Got<Long> boundingSet(int capability) {
    return with(c -> number(c.call(Syscall.PRCTL, PR_CAPBSET_READ, capability)));
  }

  @Override
  public Got<Long> random() {
    return with(c -> number(c.call(Syscall.GETRANDOM, Calls.zeroed(8), 1, GRND_NONBLOCK)));
  }

  /**
   * The file is there exactly if the kernel has an audit system; else a socket would be refused.
   */
  private static boolean audits() {
    return Files.exists(Path.of("/proc/self/loginuid"));
  }

  @Override
  public Got<AuditStatus> auditStatus() {
    if (!audits()) {
      return Got.error("EPROTONOSUPPORT");
    }
    return with(
        calls -> {
          Netlink netlink = new Netlink(calls);
          int flags = Netlink.REQUEST | Netlink.ACK;
          long result = netlink.ask(Netlink.AUDIT, AUDIT_GET, flags, new byte[0], false);
          return result < 0
              ? error(result)
              : Got.of(AuditMessages.status(netlink.answers().get(0)));
        });
  }

  @Override
  public Got<List<AuditRule>> auditRules() {
    if (!audits()) {
      return Got.error("EPROTONOSUPPORT");
    }
    return with(
        calls -> {
          Netlink netlink = new Netlink(calls);
          int flags = Netlink.REQUEST | Netlink.ACK;
          long result = netlink.ask(Netlink.AUDIT, AUDIT_LIST_RULES, flags, new byte[0], true);
          return result < 0
              ? error(result)
              : Got.of(netlink.answers().stream().map(AuditMessages::rule).toList());
        });
  }

  @Override
  public Got<Long> deviceFilters(String cgroup) {
    return with(calls -> inDirectory(calls, cgroup, fd -> filters(calls, fd)));
  }

  /** union bpf_attr of a query: target, type, flags, attach flags, ids, count at byte 24. */
  private static Got<Long> filters(Calls calls, int fd) {
    Memory attributes = Calls.zeroed(64);
    attributes.setInt(0, fd);
    attributes.setInt(4, BPF_CGROUP_DEVICE);
    long result = calls.call(Syscall.BPF, BPF_PROG_QUERY, attributes, 64);
    return result < 0 ? error(result) : Got.of((long) attributes.getInt(24));
  }

  private static <T> Got<T> inDirectory(Calls calls, String path, Function<Integer, Got<T>> look) {
    int flags = Arch.O_RDONLY | calls.arch.directory | Arch.O_CLOEXEC;
    long fd = calls.call(Syscall.OPENAT, AT_FDCWD, Calls.text(path), flags, 0);
    if (fd < 0) {
      return error(fd);
    }
    try {
      return look.apply((int) fd);
    } finally {
      calls.once(Syscall.CLOSE, (int) fd);
    }
  }

  @Override
  public Got<Set<Integer>> entryTypes(String directory) {
    return with(calls -> inDirectory(calls, directory, fd -> types(calls, fd)));
  }

  /** struct linux_dirent64: length at byte 16, type at 18, name from 19. */
  private static Got<Set<Integer>> types(Calls calls, int fd) {
    Set<Integer> types = new HashSet<>();
    try (Memory buffer = Calls.zeroed(MOST)) {
      long got = calls.call(Syscall.GETDENTS64, fd, buffer, MOST);
      if (got < 0) {
        return error(got);
      }
      for (long at = 0; at < got; at += buffer.getShort(at + 16) & 0xffff) {
        boolean dots = buffer.getByte(at + 19) == '.';
        if (!dots) {
          types.add(buffer.getByte(at + 18) & 0xff);
        }
      }
      return Got.of(types);
    }
  }

  @Override
  public Got<Peer> peer(String socket) {
    return with(calls -> unix.peer(calls, socket));
  }

  @Override
  public Got<List<UnixSocket>> unixSockets() {
    return with(unix::dump);
  }

  /** Writing a context asks about it and changes nothing. */
  @Override
  public Got<Boolean> selinuxContext(String context) {
    try {
      Files.write(
          Path.of("/sys/fs/selinux/context"), (context + "\0").getBytes(StandardCharsets.UTF_8));
      return Got.of(true);
    } catch (IOException e) {
      String said = Optional.ofNullable(e.getMessage()).orElse("");
      boolean invalid = said.contains("Invalid argument");
      return invalid ? Got.of(false) : Got.error(HostCalls.name(Errno.EACCES));
    }
  }
}
