package io.bulkhead.kernel.nativeaccess;

import java.util.Locale;

/**
 * System calls and their numbers: asm/unistd_64.h on x86_64, asm-generic/unistd.h on aarch64. The
 * numbers from 424 on are the same on both.
 */
enum Syscall {
  WRITE(1, 64),
  CLOSE(3, 57),
  IOCTL(16, 29),
  PREAD64(17, 67),
  SOCKET(41, 198),
  CONNECT(42, 203),
  SENDTO(44, 206),
  RECVFROM(45, 207),
  SETSOCKOPT(54, 208),
  GETSOCKOPT(55, 209),
  FLOCK(73, 32),
  FSYNC(74, 82),
  FDATASYNC(75, 83),
  FTRUNCATE(77, 46),
  FCHMOD(91, 52),
  GETEUID(107, 175),
  STATFS(137, 43),
  PRCTL(157, 167),
  SETXATTR(188, 5),
  FSETXATTR(190, 7),
  GETXATTR(191, 8),
  FGETXATTR(193, 10),
  LISTXATTR(194, 11),
  FLISTXATTR(196, 13),
  REMOVEXATTR(197, 14),
  FREMOVEXATTR(199, 16),
  GETDENTS64(217, 61),
  OPENAT(257, 56),
  MKDIRAT(258, 34),
  FCHOWNAT(260, 54),
  UNLINKAT(263, 35),
  FCHMODAT(268, 53),
  UTIMENSAT(280, 88),
  FALLOCATE(285, 47),
  RENAMEAT2(316, 276),
  GETRANDOM(318, 278),
  BPF(321, 280),
  STATX(332, 291),
  OPENAT2(437, 437),
  LANDLOCK_CREATE_RULESET(444, 444),
  LSM_LIST_MODULES(461, 461);

  private final int x86;
  private final int arm;

  Syscall(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  int number(Arch arch) {
    return arch == Arch.X86_64 ? x86 : arm;
  }

  /** Its name in the manual. */
  String manual() {
    return name().toLowerCase(Locale.ROOT);
  }
}
