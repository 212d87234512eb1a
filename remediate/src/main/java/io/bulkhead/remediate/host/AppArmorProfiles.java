package io.bulkhead.remediate.host;

import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Setting.Profiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The AppArmor profiles that the kernel has, loaded by apparmor_parser(8). */
final class AppArmorProfiles {
  private final Program parser;
  private final Path loaded;

  /**
   * @param loaded where the kernel lists them
   */
  AppArmorProfiles(Program parser, Path loaded) {
    this.parser = parser;
    this.loaded = loaded;
  }

  /** Those of the engine itself do not count: it loads them whenever it starts a container. */
  String read() throws HostFailed {
    try {
      boolean any =
          Files.readAllLines(loaded, StandardCharsets.UTF_8).stream()
              .anyMatch(line -> !line.isBlank() && !line.startsWith("docker-default "));
      return any ? Profiles.LOADED : Profiles.NONE;
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new HostFailed(loaded + " cannot be read: " + e.getMessage());
    }
  }

  void write(Profiles profiles, String value) throws HostFailed {
    parser.run(value.equals(Profiles.LOADED) ? "-r" : "-R", profiles.directory());
  }
}
