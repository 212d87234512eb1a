package io.bulkhead.daemon.process;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Daemon.ControlKind;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.unit.OpenRc;
import io.bulkhead.daemon.unit.Service;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Finds out what starts an engine again. */
public final class Controls {
  private static final Set<String> SUPERVISORS =
      Set.of(
          "supervise-daemon",
          "runsv",
          "s6-supervise",
          "supervisord",
          "monit",
          "perpd",
          "daemontools",
          "supervise",
          "docker-init",
          "tini",
          "dumb-init",
          "rootlesskit",
          "s6-svscan",
          "runit");

  private final HostFiles files;
  private final Processes processes;

  public Controls(HostFiles files, Processes processes) {
    this.files = files;
    this.processes = processes;
  }

  /** The unit whose control group the engine is in, as far as our own systemd manages it. */
  public Optional<String> unitName(Candidate engine) {
    if (engine.nested() || !systemd()) {
      return Optional.empty();
    }
    return Arrays.stream(engine.cgroup().split("/"))
        .filter(part -> part.endsWith(".service"))
        .findFirst()
        .filter(name -> !name.startsWith("user@"));
  }

  /** True if systemd runs this host (sd_booted(3)). */
  public boolean systemd() {
    return files.stat("/run/systemd/system").seen().isPresent();
  }

  /** How the engine is reloaded and restarted. */
  public Daemon.Control of(Candidate engine, Reading<Service> service) {
    if (engine.nested() || engine.contained()) {
      return unknown("it runs inside a container or a machine of its own");
    }
    Optional<String> unit = unitName(engine);
    boolean starts = service.seen().map(Service::startsEngine).orElse(false);
    if (unit.isPresent() && starts) {
      return new Daemon.Control(
          ControlKind.SYSTEMD,
          unit.get(),
          "process %d is in the control group of %s".formatted(engine.pid(), unit.get()));
    }
    if (engine.cgroup().contains("/user@")) {
      return unknown("a user's own systemd started it");
    }
    if (OpenRc.drives(files)) {
      return new Daemon.Control(
          ControlKind.OPENRC, "docker", "OpenRC runs this host and has " + OpenRc.SCRIPT);
    }
    return process(engine);
  }

  private Daemon.Control process(Candidate engine) {
    String parent = processes.command(engine.parent());
    if (SUPERVISORS.contains(parent) || parent.startsWith("containerd-shim")) {
      return unknown("process %d, %s, watches it".formatted(engine.parent(), parent));
    }
    if (!(engine.ownMounts() instanceof Reading.Present<Boolean> own)) {
      return unknown("its namespaces are not visible without root");
    }
    if (own.value()) {
      return unknown("it has another root or mount namespace than this host's");
    }
    if (!engine.argv().stream().map(Redaction::of).toList().equals(engine.argv())) {
      return unknown("its command line carries credentials, which are not stored");
    }
    return new Daemon.Control(
        ControlKind.PROCESS,
        "",
        "process %d, started without a service manager".formatted(engine.pid()));
  }

  private static Daemon.Control unknown(String why) {
    return new Daemon.Control(ControlKind.UNKNOWN, "", why);
  }
}
