package io.bulkhead.remediate.guard;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.apply.Guard.GuardFailed;
import io.bulkhead.remediate.state.Folder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A copy of the running program in the state directory. The program may lie in a checkout that is
 * rebuilt, moved or not mounted when it is needed; the copy lies where the journal lies and is of
 * the version that began the change set.
 */
final class ToolCopy {
  /** Below the state directory. */
  static final String DIRECTORY = "tool";

  private static final String LAUNCHER = "bulkhead";
  private static final String DIST = "cli/target/dist";
  private static final String BUILD = "BUILD_ID";
  private static final int LARGEST = 64 << 20;

  private final Path home;

  /**
   * @param home where launcher and program lie; empty if this was not started by the launcher
   */
  ToolCopy(String home) {
    this.home = Path.of(home);
  }

  /** Why there is nothing to copy; empty if there is. */
  Optional<String> missing() {
    for (String part : List.of(LAUNCHER, DIST + "/" + BUILD)) {
      if (!home.isAbsolute() || !Files.isReadable(home.resolve(part))) {
        return Optional.of(
            "Bulkhead was not started by its launcher, so the guard would not know what to run");
      }
    }
    return Optional.empty();
  }

  /** The launcher of the copy as seen from everywhere. */
  static String launcher(String state) {
    return state + "/" + DIRECTORY + "/" + LAUNCHER;
  }

  /** Makes the copy, durably, unless this very build is there. */
  void make(Folder state) throws GuardFailed {
    try {
      byte[] build = Files.readAllBytes(home.resolve(DIST).resolve(BUILD));
      if (Arrays.equals(build, kept(state))) {
        return;
      }
      state.make(DIRECTORY);
      try (Folder copy = state.sub(DIRECTORY)) {
        // written last: it vouches for the rest
        copy.remove(BUILD);
        copy.flush();
        copy.write(LAUNCHER, Files.readAllBytes(home.resolve(LAUNCHER)));
        below(copy, List.of(DIST.split("/")), home.resolve(DIST));
        copy.write(BUILD, build);
      }
    } catch (IOException e) {
      throw new GuardFailed(
          "cannot copy the program from '%s' to '%s': %s"
              .formatted(home, state.path() + "/" + DIRECTORY, e.getMessage()));
    }
  }

  private static byte[] kept(Folder state) throws SysException {
    if (!state.has(DIRECTORY)) {
      return new byte[0];
    }
    try (Folder copy = state.sub(DIRECTORY)) {
      return copy.read(BUILD, LARGEST).orElse(new byte[0]);
    }
  }

  private static void below(Folder folder, List<String> names, Path from) throws IOException {
    if (names.isEmpty()) {
      all(folder, from);
      return;
    }
    folder.make(names.get(0));
    try (Folder next = folder.sub(names.get(0))) {
      below(next, names.subList(1, names.size()), from);
    }
  }

  /** Start-up archives fit one place only, so they are not taken along. */
  private static void all(Folder folder, Path from) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (Files.isDirectory(entry)) {
          below(folder, List.of(name), entry);
        } else if (!name.startsWith("start-")) {
          folder.write(name, Files.readAllBytes(entry));
        }
      }
    }
  }
}
