package io.bulkhead.audit.snapshot;

import java.util.ArrayList;
import java.util.List;

/** Paths of the files that decide what the engine does at its next start, there or not yet. */
public final class DecidingPaths {
  private static final List<String> UNITS =
      List.of("/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system");

  private DecidingPaths() {}

  /** Configuration, units with their drop-ins, and files of options. */
  public static List<String> files(Daemon daemon) {
    List<String> files =
        new ArrayList<>(
            List.of(
                WellKnownPaths.DAEMON_JSON,
                WellKnownPaths.DEFAULTS,
                WellKnownPaths.SYSCONFIG,
                WellKnownPaths.CONTAINERD_CONFIG));
    daemon.configFile().seen().ifPresent(file -> files.add(file.path()));
    daemon
        .unit()
        .seen()
        .ifPresent(
            unit -> {
              files.add(unit.fragment());
              files.addAll(unit.dropIns());
              files.addAll(environmentFiles(unit));
            });
    daemon
        .socketUnit()
        .seen()
        .ifPresent(
            unit -> {
              files.add(unit.fragment());
              files.addAll(unit.dropIns());
            });
    return files;
  }

  /** Where the unit reads options from; without those whose name is a pattern. */
  public static List<String> environmentFiles(Daemon.Unit unit) {
    return unit.environmentFiles().stream()
        .map(file -> file.startsWith("-") ? file.substring(1) : file)
        .filter(file -> file.startsWith("/") && !file.matches(".*[%*?\\[].*"))
        .toList();
  }

  /** Directories in which a new file of a certain name would be a unit's, or a drop-in. */
  public static List<String> unitDirectories(Daemon daemon) {
    List<String> names = new ArrayList<>(List.of("service", "socket"));
    daemon.unit().seen().map(Daemon.Unit::name).ifPresent(names::add);
    daemon.socketUnit().seen().map(Daemon.SocketUnit::name).ifPresent(names::add);
    List<String> directories = new ArrayList<>();
    for (String place : daemon.unit().seen().isPresent() ? UNITS : List.<String>of()) {
      directories.add(place);
      names.forEach(name -> directories.add(place + "/" + name + ".d"));
    }
    return directories;
  }
}
