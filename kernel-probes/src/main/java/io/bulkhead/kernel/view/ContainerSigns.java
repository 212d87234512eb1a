package io.bulkhead.kernel.view;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells a container from a host. A mark alone proves nothing: disk images made from containers keep
 * their /.dockerenv for good. Namespaces alone do not name the technology. Both are weighed.
 */
final class ContainerSigns {
  /** PROC_PID_INIT_INO of linux/proc_ns.h: the same on every kernel. */
  private static final String INITIAL_PIDS = "pid:[4026531836]";

  private static final String DOCKER = "/.dockerenv";
  private static final String PODMAN = "/run/.containerenv";
  private static final String SYSTEMD = "/run/systemd/container";

  /** What marks this system as a container, and where the mark stands. */
  private record Mark(String technology, String path) {}

  private final HostFiles files;

  ContainerSigns(HostFiles files) {
    this.files = files;
  }

  Reading<String> read() {
    Optional<Mark> mark = mark();
    Reading<String> pids = files.link("/proc/self/ns/pid");
    return pids.then(
        seen -> {
          boolean initial = seen.value().equals(INITIAL_PIDS);
          if (initial && (mark.isEmpty() || !apart(mark.get()))) {
            return Reading.absent(seen.origin());
          }
          Mark found = mark.orElse(new Mark(wsl() ? "wsl" : "unknown", "/proc/self/ns/pid"));
          return Reading.present(found.technology(), Origin.observed(found.path()));
        });
  }

  private Optional<Mark> mark() {
    Optional<String> systemd = files.text(SYSTEMD).seen().map(String::strip);
    if (systemd.isPresent() && !systemd.get().isEmpty()) {
      return systemd.map(technology -> new Mark(technology, SYSTEMD));
    }
    if (files.stat(PODMAN).seen().isPresent()) {
      return Optional.of(new Mark("podman", PODMAN));
    }
    if (files.stat(DOCKER).seen().isPresent()) {
      return Optional.of(new Mark("docker", DOCKER));
    }
    return firstProcess();
  }

  /** Container managers put {@code container=} into the environment of their first process. */
  private Optional<Mark> firstProcess() {
    byte[] bytes = files.bytes("/proc/1/environ").seen().orElse(new byte[0]);
    for (String variable : new String(bytes, StandardCharsets.UTF_8).split("\0")) {
      if (variable.startsWith("container=") && variable.length() > "container=".length()) {
        String technology = variable.substring("container=".length());
        return Optional.of(new Mark(technology, "/proc/1/environ"));
      }
    }
    return Optional.empty();
  }

  /** In the host's pid namespace with a mark: a container that shares it, or a leftover mark. */
  private boolean apart(Mark mark) {
    if (files.stat("/proc/1/root" + mark.path()).seen().isPresent()) {
      return false;
    }
    Optional<String> own = files.link("/proc/self/ns/mnt").seen();
    Optional<String> first = files.link("/proc/1/ns/mnt").seen();
    if (own.isPresent() && first.isPresent()) {
      return !own.equals(first);
    }
    return mountedLikeContainer();
  }

  /** Engines mount the root as an overlay and lay /proc/sys over itself, read-only. */
  private boolean mountedLikeContainer() {
    String mounts = files.text("/proc/self/mountinfo").seen().orElse("");
    for (String line : mounts.split("\n")) {
      String[] fields = line.split(" ");
      if (fields.length > 5) {
        boolean overlay = fields[4].equals("/") && line.contains(" - overlay ");
        boolean masked = fields[4].equals("/proc/sys") && fields[5].startsWith("ro");
        if (overlay || masked) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean wsl() {
    String release = files.text("/proc/sys/kernel/osrelease").seen().orElse("");
    return release.toLowerCase(Locale.ROOT).contains("microsoft");
  }
}
