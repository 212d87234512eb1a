package io.bulkhead.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A file system of its own in a file, mounted by a loop device. */
final class Disk implements AutoCloseable {
  /** A file system with the smallest size it can be made in. */
  enum Kind {
    EXT4("16M", List.of("mkfs.ext4", "-q", "-F"), ""),
    XFS("300M", List.of("mkfs.xfs", "-q", "-f"), "nouuid"),
    BTRFS("128M", List.of("mkfs.btrfs", "-q", "-f"), "");

    private final String size;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> make;

    private final String option;

    Kind(String size, List<String> make, String option) {
      this.size = size;
      this.make = List.copyOf(make);
      this.option = option;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int TRIES = 50;

  private final Kind kind;
  private final Path image;
  private final Path mount;
  private boolean mounted;

  private Disk(Kind kind, Path image) {
    this.kind = kind;
    this.image = image;
    this.mount = image.resolveSibling(image.getFileName() + ".mnt");
  }

  /** An empty one. */
  static Disk made(Kind kind, Path image) throws IOException {
    Files.createDirectories(Workshop.DIRECTORY);
    Files.deleteIfExists(image);
    Workshop.run(List.of("truncate", "-s", kind.size, image.toString()));
    List<String> make = new ArrayList<>(kind.make);
    make.add(image.toString());
    Workshop.run(make);
    return new Disk(kind, image);
  }

  /**
   * A copy of what has reached the disk; what is only in memory is not in it. The file system may
   * write while it is copied, and then the copy shows a disk that never was: it is made again.
   */
  Disk copy(Path other) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      Workshop.run(List.of("cp", "--sparse=always", image.toString(), other.toString()));
      if (Files.mismatch(image, other) < 0) {
        return new Disk(kind, other);
      }
    }
    throw new AssertionError(image + " is never at rest");
  }

  /** Mounts it, after a power loss with the file system's own recovery. */
  Path mount() throws IOException {
    Files.createDirectories(mount);
    String options = kind.option.isEmpty() ? "loop" : "loop," + kind.option;
    Workshop.run(
        List.of("mount", "-t", kind.word(), "-o", options, image.toString(), mount.toString()));
    mounted = true;
    return mount;
  }

  void unmount() {
    if (mounted) {
      Workshop.run(List.of("umount", mount.toString()));
      mounted = false;
    }
  }

  @Override
  public void close() throws IOException {
    unmount();
    Files.deleteIfExists(image);
    Files.deleteIfExists(mount);
  }
}
