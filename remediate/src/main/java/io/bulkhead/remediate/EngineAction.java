package io.bulkhead.remediate;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the engine must be told so that the files take effect, and what it must say afterwards.
 *
 * @param kind what is done
 * @param control how the engine is reached
 * @param configFile path of daemon.json as the daemon reads it
 * @param intended effective values the engine must show afterwards, by key; only keys that can be
 *     asked or measured
 * @param previous the effective values before, explicit even where the file had no such key: a
 *     reload keeps the old value of a key that was removed from the file
 * @param containers the containers that run now and must run again afterwards
 * @param stopContainersFirst the engine would otherwise keep them over the restart (live-restore)
 *     and then not apply network settings
 */
public record EngineAction(
    Kind kind,
    Daemon.Control control,
    String configFile,
    Map<String, ConfigValue> intended,
    Map<String, ConfigValue> previous,
    List<ContainerRun> containers,
    boolean stopContainersFirst) {

  public EngineAction {
    intended = Collections.unmodifiableMap(new LinkedHashMap<>(intended));
    previous = Collections.unmodifiableMap(new LinkedHashMap<>(previous));
    containers = List.copyOf(containers);
  }

  /** What is done to the engine, least first. */
  public enum Kind {
    NONE,
    /** SIGHUP. */
    RELOAD,
    RESTART,
    /** Needed, but Bulkhead cannot do it here: the operator is told. */
    RESTART_BY_HAND
  }

  /**
   * A running container.
   *
   * @param startedAt as the engine says, to tell a later restart
   * @param autoRemove vanishes when it stops
   */
  public record ContainerRun(
      String id, String name, String restartPolicy, boolean autoRemove, String startedAt) {}

  /** The action that takes the engine back. */
  public EngineAction inverse() {
    return new EngineAction(
        kind, control, configFile, previous, intended, containers, stopContainersFirst);
  }
}
