package io.bulkhead.cli.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that the user names on the command line; {@code -} stands for the standard streams. */
final class UserFile {
  private static final String STREAM = "-";

  private UserFile() {}

  /** The bytes of a file of at most {@code limit} bytes. */
  static byte[] read(String name, int limit) {
    try (InputStream in = name.equals(STREAM) ? System.in : Files.newInputStream(path(name))) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new FailedException(
            ExitCode.ERROR,
            "cannot read '" + name + "': more than " + limit + " bytes",
            "name a file that Bulkhead wrote");
      }
      return bytes;
    } catch (IOException e) {
      throw failed("cannot read", name, e);
    }
  }

  /**
   * Writes a private file (mode 0600) whole or not at all; a file of that name is replaced. A name
   * that is no regular file, such as /dev/stdout, is written in place.
   */
  static void write(String name, String text) {
    write(name, false, out -> out.write(text));
  }

  /** What goes into a file. */
  @FunctionalInterface
  interface Content {
    void write(Writer out) throws IOException;
  }

  /**
   * The same for long documents.
   *
   * @param shared true for mode 0644: other accounts are meant to read it
   */
  static void write(String name, boolean shared, Content content) {
    Path target = path(name);
    try {
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        fill(target, content);
        return;
      }
      Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
      Path directory = real.getParent();
      Path aside =
          Files.createTempFile(
              directory == null ? Path.of("/") : directory,
              ".bulkhead-",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        fill(aside, content);
        if (shared) {
          Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.move(aside, real, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw failed("cannot write", name, e);
    }
  }

  private static void fill(Path file, Content content) throws IOException {
    try (Writer out = new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8);
        Writer buffered = new BufferedWriter(out)) {
      content.write(buffered);
    }
  }

  static boolean isStream(String name) {
    return name.equals(STREAM);
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (java.nio.file.InvalidPathException e) {
      throw new UsageException("'" + name + "' is not a file name", "name a file");
    }
  }

  private static FailedException failed(String tried, String name, IOException e) {
    String why =
        e instanceof NoSuchFileException
            ? "no such file or directory"
            : e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    return new FailedException(
        ExitCode.ERROR, tried + " '" + name + "': " + why, "check the path and its permissions");
  }
}
