package io.bulkhead.kernel.probes.facts;

import java.util.ArrayList;
import java.util.List;

/** Names of capabilities by their number (linux/capability.h), without CAP_. */
public final class CapabilityNames {
  public static final List<String> ALL =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETGID",
          "SETUID",
          "SETPCAP",
          "LINUX_IMMUTABLE",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_ADMIN",
          "NET_RAW",
          "IPC_LOCK",
          "IPC_OWNER",
          "SYS_MODULE",
          "SYS_RAWIO",
          "SYS_CHROOT",
          "SYS_PTRACE",
          "SYS_PACCT",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_NICE",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "MKNOD",
          "LEASE",
          "AUDIT_WRITE",
          "AUDIT_CONTROL",
          "SETFCAP",
          "MAC_OVERRIDE",
          "MAC_ADMIN",
          "SYSLOG",
          "WAKE_ALARM",
          "BLOCK_SUSPEND",
          "AUDIT_READ",
          "PERFMON",
          "BPF",
          "CHECKPOINT_RESTORE");

  private CapabilityNames() {}

  public static boolean has(long mask, String name) {
    return (mask >>> ALL.indexOf(name) & 1) == 1;
  }

  /** Names of the bits that are set; numbers beyond the known ones as {@code cap-N}. */
  public static List<String> of(long mask) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < 64; bit++) {
      if ((mask >>> bit & 1) == 1) {
        names.add(bit < ALL.size() ? ALL.get(bit) : "cap-" + bit);
      }
    }
    return names;
  }
}
