package io.bulkhead.kernel.processes;

import io.bulkhead.audit.snapshot.HostFiles;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Proves that a process number which the engine names is this container's process here: the engine
 * may count in another pid namespace or run on another machine, and a number may be in use again.
 */
final class ContainerProof {
  /** A short id could stand in a path by chance. */
  private static final int FULL = 64;

  private final HostFiles files;

  ContainerProof(HostFiles files) {
    this.files = files;
  }

  /** Why the process is not proven to be the container's; empty if it is. */
  Optional<String> refutation(String containerId, int pid) {
    if (containerId.length() < FULL) {
      return Optional.of("the engine does not tell the container's full id");
    }
    String dir = "/proc/" + pid;
    return files
        .bytes(dir + "/cgroup")
        .fold(
            cgroup ->
                text(cgroup.value()).contains(containerId) || mountsOf(dir, containerId)
                    ? Optional.empty()
                    : Optional.of(
                        "process " + pid + " of this system does not belong to the container"),
            absent -> Optional.of("there is no process " + pid + " on this system"),
            unseen -> Optional.of(unseen.reason()));
  }

  /** Without cgroups (rootless) the engine's own files that it mounts carry the id. */
  private boolean mountsOf(String dir, String containerId) {
    return files
        .bytes(dir + "/mountinfo")
        .seen()
        .map(mounts -> text(mounts).contains("/containers/" + containerId + "/"))
        .orElse(false);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
