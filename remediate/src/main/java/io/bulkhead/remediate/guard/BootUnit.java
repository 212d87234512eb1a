package io.bulkhead.remediate.guard;

import io.bulkhead.remediate.apply.Guard.GuardFailed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The unit that recovers at the next boot, before the engine starts. It is there only while
 * something is pending. The manager needs not be told: it reads units when it starts.
 */
final class BootUnit {
  static final String NAME = "bulkhead-recover.service";
  private static final String WANTS = "sysinit.target.wants";

  private final Path units;

  /**
   * @param units the administrator's units, {@code /etc/systemd/system}
   */
  BootUnit(Path units) {
    this.units = units;
  }

  /** Writes unit and link, flushed; replaces what an earlier version wrote. */
  void install(String text) throws GuardFailed {
    Path unit = units.resolve(NAME);
    Path wants = units.resolve(WANTS);
    Path link = wants.resolve(NAME);
    try {
      if (installed(text)) {
        return;
      }
      Files.deleteIfExists(link);
      Files.deleteIfExists(unit);
      try (FileChannel file =
          FileChannel.open(unit, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        file.write(StandardCharsets.UTF_8.encode(text));
        file.force(true);
      }
      if (!Files.isDirectory(wants)) {
        Files.createDirectory(wants);
      }
      Files.createSymbolicLink(link, unit);
      flush(wants);
      flush(units);
    } catch (IOException e) {
      throw new GuardFailed("cannot install '" + unit + "': " + e.getMessage());
    }
  }

  private boolean installed(String text) throws IOException {
    Path unit = units.resolve(NAME);
    return Files.isRegularFile(unit, LinkOption.NOFOLLOW_LINKS)
        && Files.readString(unit).equals(text)
        && Files.isSymbolicLink(units.resolve(WANTS).resolve(NAME));
  }

  /** Removes unit and link; a sentence if they are still there. */
  Optional<String> remove() {
    Path unit = units.resolve(NAME);
    Path wants = units.resolve(WANTS);
    if (!Files.exists(unit, LinkOption.NOFOLLOW_LINKS)
        && !Files.exists(wants.resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      Files.deleteIfExists(wants.resolve(NAME));
      Files.deleteIfExists(unit);
      flush(units);
      Files.delete(wants);
      return Optional.empty();
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      return Optional.empty(); // others have links in it
    } catch (IOException e) {
      return Optional.of("'" + unit + "' could not be removed: " + e.getMessage());
    }
  }

  private static void flush(Path directory) throws IOException {
    try (FileChannel held = FileChannel.open(directory, StandardOpenOption.READ)) {
      held.force(true);
    }
  }
}
