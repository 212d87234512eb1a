package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import io.bulkhead.kernel.files.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** lsm_list_modules(2), since Linux 6.8: needs neither securityfs nor privilege. */
public final class KernelModules {
  private static final int ROOM = 256;

  /** uapi/linux/lsm.h, from id 100 on. */
  private static final List<String> NAMES =
      List.of(
          "capability",
          "selinux",
          "smack",
          "tomoyo",
          "apparmor",
          "yama",
          "loadpin",
          "safesetid",
          "lockdown",
          "bpf",
          "landlock",
          "ima",
          "evm",
          "ipe");

  private static final int FIRST = 100;

  private KernelModules() {}

  /** Names of the active security modules, in their order. */
  public static List<String> active() throws IOException {
    Calls calls;
    try {
      calls = Loading.calls();
    } catch (NativeUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
    Memory ids = Calls.zeroed(ROOM * 8L);
    // the size was a size_t in the first release and is a u32 now: little-endian serves both
    Memory size = Calls.zeroed(8);
    size.setLong(0, ROOM * 8L);
    long count = calls.call(Syscall.LSM_LIST_MODULES, ids, size, 0);
    if (count == -Errno.ENOSYS) {
      // older than 6.8, or a container's system call filter
      throw new IOException("the kernel does not answer lsm_list_modules");
    }
    Calls.checked(count, "security modules", Syscall.LSM_LIST_MODULES);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Math.min(count, ROOM); i++) {
      names.add(name(ids.getLong(i * 8L)));
    }
    return names;
  }

  public static String name(long id) {
    boolean known = id >= FIRST && id < FIRST + NAMES.size();
    return known ? NAMES.get((int) id - FIRST) : "id-" + id;
  }
}
