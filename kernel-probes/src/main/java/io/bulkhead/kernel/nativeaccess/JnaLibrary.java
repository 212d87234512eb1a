package io.bulkhead.kernel.nativeaccess;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Finds JNA's own native library without JNA's habits: it would unpack into a directory that the
 * environment names, fall back to /tmp and run ldconfig. The launcher names the library's directory
 * with {@code jna.boot.library.path}; without a launcher it is unpacked into a fresh private
 * directory and removed once it is loaded.
 */
final class JnaLibrary {
  private static final String BOOT_PATH = "jna.boot.library.path";
  private static final String FILE = "libjnidispatch.so";

  private final @Nullable Path unpacked;

  private JnaLibrary(@Nullable Path unpacked) {
    this.unpacked = unpacked;
  }

  /** Sets JNA's properties; to be called before any of its classes is touched. */
  static JnaLibrary prepare(Arch arch) throws NativeUnavailableException {
    Path unpacked = null;
    if (System.getProperty(BOOT_PATH) == null) {
      unpacked = unpack(arch);
      System.setProperty(BOOT_PATH, unpacked.toString());
    }
    setIfUnset("jna.nounpack", "true");
    setIfUnset("jna.noclasspath", "true");
    setIfUnset("jna.nosys", "true");
    // otherwise NativeLibrary runs ldconfig as a child process
    setIfUnset("jna.platform.library.path", "/usr/lib");
    setIfUnset("jna.tmpdir", "/nonexistent");
    return new JnaLibrary(unpacked);
  }

  /** Removes what was unpacked; a loaded library stays mapped. */
  void close() {
    if (unpacked == null) {
      return;
    }
    try {
      Files.deleteIfExists(unpacked.resolve(FILE));
      Files.deleteIfExists(unpacked);
    } catch (IOException left) {
      // a private directory with a copy of a public file stays behind: harmless
      return;
    }
  }

  private static Path unpack(Arch arch) throws NativeUnavailableException {
    String name = arch == Arch.X86_64 ? "linux-x86-64" : "linux-aarch64";
    byte[] library = resource("com/sun/jna/" + name + "/" + FILE);
    String why = "no home directory";
    for (Path base : candidates()) {
      try {
        return unpackBelow(base, library);
      } catch (AccessDeniedException e) {
        why = base + ": permission denied";
      } catch (IOException | UnsupportedOperationException e) {
        why = base + ": " + e.getMessage();
      }
    }
    throw new NativeUnavailableException("JNA's library can be unpacked nowhere (" + why + ")");
  }

  /** Places nobody else can write to; never /tmp. */
  private static Path[] candidates() {
    Path home = Path.of(System.getProperty("user.home", "/nonexistent"));
    return new Path[] {home.resolve(".cache"), home, Path.of("/var/cache"), Path.of("/run")};
  }

  private static Path unpackBelow(Path base, byte[] library) throws IOException {
    if (!Files.isDirectory(base)) {
      throw new IOException("not a directory");
    }
    Path dir =
        Files.createTempDirectory(
            base,
            ".bulkhead-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = dir.resolve(FILE);
    try {
      if (!Files.getOwner(dir).equals(Files.getOwner(base))) {
        throw new IOException("belongs to another user");
      }
      Files.write(file, library);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
      // access(2) with X_OK also denies on a file system mounted noexec
      if (!Files.isExecutable(file)) {
        throw new IOException("mounted noexec");
      }
      return dir;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(dir);
      throw e;
    }
  }

  private static byte[] resource(String name) throws NativeUnavailableException {
    ClassLoader loader = JnaLibrary.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(name)) {
      if (in == null) {
        throw new NativeUnavailableException("JNA's library is not among the classes: " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new NativeUnavailableException("JNA's library cannot be read: " + e.getMessage(), e);
    }
  }

  private static void setIfUnset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
