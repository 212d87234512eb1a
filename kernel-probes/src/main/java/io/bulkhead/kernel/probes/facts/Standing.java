package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.EngineFacts;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.Look;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Where Bulkhead stands: in a container, under emulation, on the engine's own kernel.
 *
 * @param container true if two signs of four say so
 * @param emulated the machine Java runs on is not the kernel's; empty if it cannot be told
 * @param sameHost the engine lives on this kernel; empty if it cannot be told
 */
public record Standing(boolean container, Optional<Boolean> emulated, Optional<Boolean> sameHost) {
  /** Programs that may hold the engine's socket; another one with its number is not the engine. */
  private static final Set<String> SERVERS = Set.of("dockerd", "systemd", "init", "rootlesskit");

  public static Standing of(Look look) {
    return look.background(Standing.class, Standing::read);
  }

  private static Standing read(Look look) {
    return new Standing(container(look), emulated(look), sameHost(look));
  }

  private static boolean container(Look look) {
    int signs = 0;
    signs += look.stat("/.dockerenv").seen() || look.stat("/run/.containerenv").seen() ? 1 : 0;
    signs += named(look) ? 1 : 0;
    signs += mountedLikeOne(look) ? 1 : 0;
    Namespaces own = Namespaces.of(look);
    signs += own.isOther("pid") || own.isOther("mnt") ? 1 : 0;
    return signs >= 2;
  }

  private static boolean named(Look look) {
    boolean variable =
        Arrays.stream(look.raw("/proc/1/environ").or("").split("\0"))
            .anyMatch(v -> v.startsWith("container=") && v.length() > 10);
    boolean file = look.word("/run/systemd/container").seen();
    if (variable) {
      look.note("/proc/1/environ", "container=");
    }
    return variable || file;
  }

  private static boolean mountedLikeOne(Look look) {
    Mounts mounts = Mounts.of(look, "self");
    boolean overlay = mounts.at("/").filter(m -> m.type().equals("overlay")).isPresent();
    boolean masked = mounts.at("/proc/sys").filter(m -> m.has("ro")).isPresent();
    return overlay && masked;
  }

  private static Optional<Boolean> emulated(Look look) {
    Got<String> machine = look.call("uname machine", HostCalls::machine);
    Got<String> kernel = look.word("/proc/sys/kernel/arch");
    if (machine.seen() && kernel.seen()) {
      return Optional.of(!machine.get().equals(kernel.get()));
    }
    Got<byte[]> first = look.head("/proc/1/exe", 20);
    if (machine.seen() && first.seen() && first.get().length == 20) {
      int elf = (first.get()[18] & 0xff) | (first.get()[19] & 0xff) << 8;
      String arch = elf == 62 ? "x86_64" : elf == 183 ? "aarch64" : "";
      look.note("/proc/1/exe", "ELF machine " + elf);
      return arch.isEmpty() ? Optional.empty() : Optional.of(!arch.equals(machine.get()));
    }
    return Optional.empty();
  }

  private static Optional<Boolean> sameHost(Look look) {
    EngineFacts engine = look.engine();
    EngineFacts.Info info = engine.info();
    if (!info.operatingSystem().isEmpty() || !info.kernelVersion().isEmpty()) {
      look.claim("GET /info", info.operatingSystem() + " " + info.kernelVersion());
    }
    if (info.operatingSystem().equals("Docker Desktop") || engine.endpoint().startsWith("npipe:")) {
      return Optional.of(false);
    }
    String release = Release.of(look).text();
    String claimed = info.kernelVersion();
    if (!claimed.isEmpty() && !release.isEmpty() && !claimed.equals(release)) {
      return Optional.of(false);
    }
    String server = engine.pid() > 0 ? look.word("/proc/" + engine.pid() + "/comm").or("") : "";
    if (SERVERS.contains(server)) {
      return Optional.of(true);
    }
    String host = look.word("/proc/sys/kernel/hostname").or("");
    if (!claimed.isEmpty() && !host.isEmpty() && host.equals(info.name())) {
      return Optional.of(true);
    }
    return far(engine, info, host) ? Optional.of(false) : Optional.empty();
  }

  private static boolean far(EngineFacts engine, EngineFacts.Info info, String host) {
    boolean elsewhere =
        engine.endpoint().startsWith("ssh:") || engine.endpoint().startsWith("tcp:");
    return elsewhere && !info.name().isEmpty() && !host.isEmpty() && !info.name().equals(host);
  }
}
