package io.bulkhead.remediate.host;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.nativeaccess.NativeSys;
import io.bulkhead.kernel.nativeaccess.NativeUnavailableException;
import io.bulkhead.remediate.EnginePort.EngineException;
import io.bulkhead.remediate.LimitPort;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.engine.HostServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** A root with programs that do what a test says, and a host control that finds only those. */
final class Programs implements LimitPort {
  final Path root;
  final Map<String, String> limits = new HashMap<>();
  private final HostControl control;

  Programs(Path root) {
    this.root = root;
    this.control = new HostControl(new HostServices(root), root, this, Programs::sys);
  }

  private static Sys sys() {
    try {
      return NativeSys.load();
    } catch (NativeUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  HostControl control() {
    return control;
  }

  /** A shell script; {@code $0} and the root are its only environment. */
  Programs program(String name, String... lines) {
    Path path =
        file("usr/sbin/" + name, "#!/bin/sh\nROOT=" + root + "\n" + String.join("\n", lines));
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Path file(String path, String text) {
    Path file = root.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String limit(Setting.Limit limit) throws EngineException {
    if (limits.containsKey("broken")) {
      throw new EngineException("the engine does not answer");
    }
    return limits.getOrDefault(limit.container() + " " + limit.field(), "");
  }

  @Override
  public void update(Setting.Limit limit, String value) {
    limits.put(limit.container() + " " + limit.field(), value);
  }
}
