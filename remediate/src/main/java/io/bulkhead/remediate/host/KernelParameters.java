package io.bulkhead.remediate.host;

import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Kernel parameters below /proc/sys, read and written as files. */
final class KernelParameters {
  private final Path root;

  KernelParameters(Path root) {
    this.root = root;
  }

  String read(Setting.Sysctl sysctl) throws HostFailed {
    try {
      return Files.readString(path(sysctl), StandardCharsets.ISO_8859_1)
          .strip()
          .replaceAll("\\s+", " ");
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new HostFailed(sysctl.says() + " cannot be read: " + why(e));
    }
  }

  /** One write(2), as the kernel takes a value only whole. */
  void write(Setting.Sysctl sysctl, String value) throws HostFailed {
    byte[] line = (value + "\n").getBytes(StandardCharsets.ISO_8859_1);
    try {
      Files.write(path(sysctl), line, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new HostFailed(
          "the kernel did not take " + value + " for " + sysctl.says() + ": " + why(e));
    }
  }

  private Path path(Setting.Sysctl sysctl) throws HostFailed {
    Path path = root.resolve(sysctl.path().substring(1)).normalize();
    if (!path.startsWith(root.resolve("proc/sys"))) {
      throw new HostFailed("'" + sysctl.key() + "' is no kernel parameter");
    }
    return path;
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "this kernel has none";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return String.valueOf(reason);
  }
}
