package io.bulkhead.remediate.host;

import io.bulkhead.remediate.HostDriver.HostFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** GRUB's menu, made by update-grub(8) from /etc/default/grub and its drop-ins. */
final class BootMenu {
  private final Program updateGrub;
  private final Path menu;

  BootMenu(Program updateGrub, Path menu) {
    this.updateGrub = updateGrub;
    this.menu = menu;
  }

  /** Refuses where no menu can be made. */
  void ready() throws HostFailed {
    updateGrub.installed();
    kernels();
  }

  /**
   * Makes the menu anew and looks at the kernels' command lines in it.
   *
   * @param present whether each entry must have the parameters, or must not
   */
  String make(List<String> parameters, boolean present) throws HostFailed {
    updateGrub.run();
    List<String> kernels = kernels();
    for (String parameter : parameters) {
      boolean wrong =
          kernels.stream()
              .filter(line -> !present || !recovers(line))
              .anyMatch(line -> has(line, parameter) != present);
      if (wrong || (present && kernels.isEmpty())) {
        throw new HostFailed(
            menu + (present ? " does not start every kernel with " : " still has ") + parameter);
      }
    }
    return "the menu has " + kernels.size() + " entries; they hold from the next boot on";
  }

  private static boolean has(String line, String word) {
    return List.of(line.split("\\s+")).contains(word);
  }

  /** An entry for repairs, which leaves out what is set for ordinary ones only. */
  private static boolean recovers(String line) {
    return has(line, "single") || has(line, "recovery");
  }

  /**
   * Lines that start a kernel; entries of other systems that a prober found may say chainloader.
   */
  private List<String> kernels() throws HostFailed {
    try {
      return Files.readAllLines(menu, StandardCharsets.ISO_8859_1).stream()
          .map(String::strip)
          .filter(line -> line.matches("linux(16|efi)?\\s.*"))
          .toList();
    } catch (IOException e) {
      throw new HostFailed(menu + " cannot be read: " + e.getMessage());
    }
  }
}
