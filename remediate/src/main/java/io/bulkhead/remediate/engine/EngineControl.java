package io.bulkhead.remediate.engine;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.EnginePort;
import io.bulkhead.remediate.EnginePort.EngineException;
import io.bulkhead.remediate.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drives the engine through its service manager, or as a plain process, and believes only what the
 * engine says afterwards. One object serves one run; not for several threads.
 */
public final class EngineControl implements EngineDriver {
  private static final long LIMIT = 60_000;
  private static final long COME_BACK = 8_000;
  private static final String LIVE_RESTORE = "live-restore";

  private final EnginePort port;
  private final Services services;
  private final EngineProcess process;
  private final Pace pace;
  private @Nullable Way way;
  private List<String> unhealthyBefore = List.of();
  private boolean startedBefore;
  private boolean begun;
  private boolean restarted;

  public EngineControl(EnginePort port, Services services, EngineProcess process) {
    this(port, services, process, Pace.REAL);
  }

  EngineControl(EnginePort port, Services services, EngineProcess process, Pace pace) {
    this.port = port;
    this.services = services;
    this.process = process;
    this.pace = pace;
  }

  @Override
  public void reload(EngineAction action, Progress progress) throws EngineFailed {
    long start = pace.millis();
    progress.begin("reload", "docker reads its file again");
    Way here = way(action);
    rememberHealth();
    Instant since = Instant.now();
    here.reload();
    Optional<String> wrong = notTakenOver(action, since);
    long end = start + LIMIT / 4;
    while (wrong.isPresent() && pace.millis() < end) {
      pace.pause(100);
      wrong = notTakenOver(action, since);
    }
    if (wrong.isPresent()) {
      progress.end(Progress.Mark.FAILED, "reload", wrong.get(), pace.millis() - start);
      throw LastWords.failed("after the reload " + wrong.get(), here.lastWords());
    }
    progress.end(Progress.Mark.OK, "reload", "docker took it over", pace.millis() - start);
  }

  /** The signal's own success proves nothing: the engine must report it, and show the values. */
  private Optional<String> notTakenOver(EngineAction action, Instant since) {
    try {
      if (!port.reloadedSince(since)) {
        return Optional.of("the engine reports no reload: it kept its old settings");
      }
      return Health.differing(action.intended(), port.effective());
    } catch (EngineException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void restart(EngineAction action, Progress progress) throws EngineFailed {
    long start = pace.millis();
    progress.begin("restart", "docker is restarted");
    begun = true;
    Way here = way(action);
    try {
      restart(action, here);
    } catch (EngineFailed failed) {
      String sentence = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
      progress.end(Progress.Mark.FAILED, "restart", sentence, pace.millis() - start);
      throw failed;
    }
    progress.end(Progress.Mark.OK, "restart", "docker is back", pace.millis() - start);
  }

  private void restart(EngineAction action, Way here) throws EngineFailed {
    rememberHealth();
    Containers containers = new Containers(port, pace);
    boolean up = port.answers(Duration.ofSeconds(5));
    boolean stopped = up && (action.stopContainersFirst() || keptByLiveRestore(action));
    Set<ContainerRun> ran = new LinkedHashSet<>(action.containers());
    if (stopped) {
      ran.addAll(containers.stop());
    }
    String before = here.incarnation();
    restarted = true;
    here.restart();
    health(here).answers();
    String after = here.incarnation();
    if (!before.isEmpty() && before.equals(after)) {
      throw LastWords.failed("the engine was told to restart and did not", here.lastWords());
    }
    if (!stopped) {
      comeBack(action, containers);
    }
    List<String> failed = containers.start(List.copyOf(ran));
    if (!failed.isEmpty()) {
      throw LastWords.failed(
          "these containers ran before and do not start: " + String.join("; ", failed),
          here.lastWords());
    }
  }

  /**
   * Whether live-restore, as it is now, would keep the containers although they must stop: going
   * back from a set that switched it on finds another engine than the plan did.
   */
  private boolean keptByLiveRestore(EngineAction action) {
    try {
      Map<String, ConfigValue> shown = port.effective();
      ConfigValue kept = shown.get(LIVE_RESTORE);
      return kept != null
          && kept.isTrue()
          && (differs(LIVE_RESTORE, action, shown) || differs("icc", action, shown));
    } catch (EngineException e) {
      return false;
    }
  }

  private static boolean differs(String key, EngineAction action, Map<String, ConfigValue> shown) {
    ConfigValue intended = action.intended().get(key);
    return intended != null && shown.containsKey(key) && !intended.equals(shown.get(key));
  }

  /** Containers with a restart policy are started by the engine; it is given the time. */
  private void comeBack(EngineAction action, Containers containers) {
    List<ContainerRun> expected =
        action.containers().stream().filter(EngineControl::comesBack).toList();
    long end = pace.millis() + COME_BACK;
    while (pace.millis() < end) {
      try {
        if (containers.missing(expected).isEmpty()) {
          return;
        }
      } catch (EngineException e) {
        return;
      }
      pace.pause(250);
    }
  }

  private static boolean comesBack(ContainerRun run) {
    return run.restartPolicy().equals("always") || run.restartPolicy().equals("unless-stopped");
  }

  @Override
  public String verify(EngineAction action, Progress progress) throws EngineFailed {
    long start = pace.millis();
    progress.begin("health", "docker answers, settings and containers as intended");
    try {
      String sentence = tried(health(way(action)).good(action, unhealthyBefore));
      process.settled();
      progress.end(Progress.Mark.OK, "health", sentence, pace.millis() - start);
      return sentence;
    } catch (EngineFailed failed) {
      String sentence = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
      progress.end(Progress.Mark.FAILED, "health", sentence, pace.millis() - start);
      throw failed;
    }
  }

  /**
   * BEFORE only with proof: a restart that changed nothing visible looks like none at all, so the
   * containers must run since the same moment, or this run must know that it never got so far.
   */
  @Override
  public Standing standing(EngineAction action) {
    if (!port.answers(Duration.ofSeconds(5))) {
      return Standing.OTHER;
    }
    try {
      Map<String, ConfigValue> shown = port.effective();
      boolean before = Health.differing(action.previous(), shown).isEmpty();
      boolean after = Health.differing(action.intended(), shown).isEmpty();
      if (after && !before && new Containers(port, pace).missing(action.containers()).isEmpty()) {
        return Standing.AFTER;
      }
      return before
              && !after
              && new Containers(port, pace).missing(action.containers()).isEmpty()
              && neverRestarted(action)
          ? Standing.BEFORE
          : Standing.OTHER;
    } catch (EngineException e) {
      return Standing.OTHER;
    }
  }

  private boolean neverRestarted(EngineAction action) throws EngineException {
    if (action.kind() == Kind.RELOAD) {
      return true;
    }
    if (begun) {
      return !restarted;
    }
    ConfigValue kept = action.previous().get(LIVE_RESTORE);
    boolean wouldStop = action.stopContainersFirst() || kept == null || !kept.isTrue();
    return wouldStop && new Containers(port, pace).untouched(action);
  }

  private void rememberHealth() {
    try {
      unhealthyBefore = port.unhealthy();
    } catch (EngineException e) {
      unhealthyBefore = List.of();
    }
    startedBefore = starts(Optional.of("")).isEmpty();
  }

  /** Why no container starts; {@code otherwise} where that cannot be tried. */
  private Optional<String> starts(Optional<String> otherwise) {
    try {
      return port.trial();
    } catch (EngineException e) {
      return otherwise;
    }
  }

  /**
   * Settings can leave an engine healthy that starts no container any more: wrong limits, log
   * options or seccomp profile. Where none started before, nothing is known.
   */
  private String tried(String sentence) throws EngineFailed {
    if (!startedBefore) {
      return sentence;
    }
    Optional<String> broken = starts(Optional.empty());
    if (broken.isPresent()) {
      throw new EngineFailed("the engine answers, but starts no container: " + broken.get());
    }
    return sentence + ", a new container starts";
  }

  private Health health(Way here) {
    return new Health(port, pace, here, LIMIT);
  }

  private Way way(EngineAction action) throws EngineFailed {
    Way known = way;
    if (known == null) {
      known = find(action.control());
      way = known;
    }
    return known;
  }

  private Way find(Daemon.Control control) throws EngineFailed {
    return switch (control.kind()) {
      case SYSTEMD -> new SystemdWay(services, control.unit());
      case OPENRC -> new OpenRcWay(services, control.unit(), process);
      case PROCESS -> new ProcessWay(services, process, pace);
      case UNKNOWN, NONE ->
          throw new EngineFailed("Bulkhead cannot restart this engine: " + control.why());
    };
  }
}
