package io.bulkhead.remediate.host;

import io.bulkhead.remediate.HostDriver.HostFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The units that systemd has in its memory. */
final class SystemdUnits {
  private static final Set<String> KNOWN = Set.of("loaded", "masked", "not-found");

  private final Program systemctl;
  private final Path running;

  /**
   * @param running the directory that is there while systemd runs, see sd_booted(3)
   */
  SystemdUnits(Program systemctl, Path running) {
    this.systemctl = systemctl;
    this.running = running;
  }

  /**
   * The exit status proves nothing: a unit that cannot be loaded is told only when it is asked for.
   * A unit that is gone is not an error.
   */
  String reread(List<String> units) throws HostFailed {
    if (!Files.isDirectory(running)) {
      return "systemd does not run here";
    }
    systemctl.run("daemon-reload");
    for (String unit : units) {
      String loaded = property(unit, "LoadState");
      String stale = property(unit, "NeedDaemonReload");
      boolean there = KNOWN.contains(loaded);
      if (!there || stale.equals("yes")) {
        throw new HostFailed(
            "after systemctl daemon-reload " + unit + " is " + loaded + ", not loaded");
      }
    }
    return "systemd has read " + String.join(" ", units);
  }

  private String property(String unit, String property) throws HostFailed {
    return systemctl.run("show", "-p", property, "--value", "--", unit).strip();
  }
}
