package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The security modules the kernel runs.
 *
 * @param active in their order; empty optional if the kernel told nobody
 * @param hints what else speaks for a module, where the list is not known
 */
public record LsmStack(Optional<List<String>> active, List<String> hints) {
  public static final String SECURITYFS = "/sys/kernel/security";
  public static final long SECURITYFS_MAGIC = 0x73636673L;
  public static final long SELINUX_MAGIC = 0xf97cff8cL;
  public static final List<String> MAJOR = List.of("apparmor", "selinux", "smack", "tomoyo");

  public static LsmStack of(Look look) {
    return look.once(LsmStack.class, LsmStack::read);
  }

  private static LsmStack read(Look look) {
    Got<String> file = look.word(SECURITYFS + "/lsm");
    if (file.seen()) {
      return new LsmStack(Optional.of(Arrays.asList(file.get().split(","))), List.of());
    }
    Got<List<String>> call = look.call("lsm_list_modules", HostCalls::securityModules);
    return call.seen()
        ? new LsmStack(Optional.of(call.get()), List.of())
        : new LsmStack(Optional.empty(), hints(look));
  }

  private static List<String> hints(Look look) {
    List<String> hints = new ArrayList<>();
    if (look.word("/sys/module/apparmor/parameters/enabled").or("").equals("Y")) {
      hints.add("apparmor?");
    }
    if (look.statfs("/sys/fs/selinux").map(fs -> fs.type() == SELINUX_MAGIC).or(false)) {
      hints.add("selinux");
    }
    if (look.exists("/proc/sys/kernel/yama") || look.exists("/proc/sys/kernel/yama/ptrace_scope")) {
      hints.add("yama");
    }
    if (look.exists("/sys/fs/smackfs/load2")) {
      hints.add("smack");
    }
    return hints;
  }

  /** True if the module certainly runs. */
  public boolean runs(String module) {
    return active.filter(a -> a.contains(module)).isPresent();
  }

  /** True if the module certainly does not run. */
  public boolean lacks(String module) {
    return active.isPresent() && !runs(module);
  }

  /** True if securityfs is mounted, as far as can be seen. */
  public static boolean securityfsMounted(Look look) {
    return look.statfs(SECURITYFS).map(fs -> fs.type() == SECURITYFS_MAGIC).or(false)
        || look.exists(SECURITYFS + "/lsm");
  }

  /** The lockdown level from its file; an error if there is no such file. */
  public static Got<String> lockdown(Look look) {
    return look.word(SECURITYFS + "/lockdown")
        .then(
            text -> {
              int open = text.indexOf('[');
              int close = text.indexOf(']');
              return open >= 0 && close > open
                  ? Got.of(text.substring(open + 1, close))
                  : Got.error("'" + text + "' names no level");
            });
  }

  /** True if the kernel is locked down, or was told to be. */
  public static boolean lockdownWanted(Look look) {
    return lockedDown(look)
        || CommandLine.of(look).value("lockdown").filter(v -> !v.equals("none")).isPresent();
  }

  /** True if the kernel is certainly locked down. */
  public static boolean lockedDown(Look look) {
    return lockdown(look).map(level -> !level.equals("none")).or(false);
  }
}
