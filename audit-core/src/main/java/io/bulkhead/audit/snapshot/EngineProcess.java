package io.bulkhead.audit.snapshot;

import java.util.Map;

/**
 * A process of a container engine, or of a part that an engine starts.
 *
 * @param program name of the engine's program, for example {@code dockerd} or {@code podman}
 * @param pid process id as this system sees it
 * @param parent process id of the parent
 * @param uid effective user id
 * @param exe path of the program; unreadable without the right to look into the process
 * @param options those arguments that say where it listens and how it is reached, for example
 *     {@code --config -> /etc/containerd/config.toml}
 * @param container id of the container it runs in, or what shows that it runs in one; empty for a
 *     process of the host
 */
public record EngineProcess(
    String program,
    int pid,
    int parent,
    long uid,
    Reading<String> exe,
    Map<String, String> options,
    String container) {
  public EngineProcess {
    options = Map.copyOf(options);
  }

  /** The value of the first of these options that is given; empty if none is. */
  public String option(String... names) {
    for (String name : names) {
      if (options.containsKey(name)) {
        return options.get(name);
      }
    }
    return "";
  }
}
