package io.bulkhead.kernel.nativeaccess;

/**
 * The architectures whose numbers are known. Open flags differ: x86's O_NOFOLLOW is O_LARGEFILE on
 * aarch64, so a mix-up would silently drop the protection against symbolic links.
 */
enum Arch {
  /** asm-generic/fcntl.h. */
  X86_64(0200000, 0400000),
  /** arch/arm64/include/uapi/asm/fcntl.h. */
  AARCH64(040000, 0100000);

  static final int O_RDONLY = 0;
  static final int O_RDWR = 02;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_NOCTTY = 0400;
  static final int O_APPEND = 02000;
  static final int O_NONBLOCK = 04000;
  static final int O_CLOEXEC = 02000000;
  static final int O_PATH = 010000000;

  final int directory;
  final int noFollow;

  Arch(int directory, int noFollow) {
    this.directory = directory;
    this.noFollow = noFollow;
  }

  /**
   * The architecture of this Java machine.
   *
   * @param os value of {@code os.name}
   * @param arch value of {@code os.arch}
   */
  static Arch of(String os, String arch) throws NativeUnavailableException {
    if (!os.equals("Linux")) {
      throw new NativeUnavailableException("system calls are known for Linux only, not " + os);
    }
    return switch (arch) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default ->
          throw new NativeUnavailableException(
              "system calls are known for x86_64 and aarch64 only, not " + arch);
    };
  }
}
