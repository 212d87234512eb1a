package io.bulkhead.remediate.engine;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import io.bulkhead.remediate.EnginePort;
import io.bulkhead.remediate.EnginePort.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an engine does what it was told: it answers and goes on answering as one process, shows
 * the intended values, and the containers run again.
 */
final class Health {
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final long PAUSE = 250;
  private static final int STEADY_RESTART = 5_000;
  private static final int STEADY_RELOAD = 1_000;

  /** An engine that answers with other values this long will not change its mind. */
  private static final int VALUES = 10_000;

  private final EnginePort port;
  private final Pace pace;
  private final Way way;
  private final long limit;
  private long otherValuesSince = -1;

  Health(EnginePort port, Pace pace, Way way, long limitMillis) {
    this.port = port;
    this.pace = pace;
    this.way = way;
    this.limit = limitMillis;
  }

  /** Waits until the engine answers. */
  void answers() throws EngineFailed {
    long end = pace.millis() + limit;
    while (!port.answers(ANSWER)) {
      Optional<String> trouble = way.trouble();
      if (trouble.isPresent()) {
        throw LastWords.failed(trouble.get(), way.lastWords());
      }
      if (pace.millis() >= end || Thread.currentThread().isInterrupted()) {
        throw LastWords.failed(
            "docker does not answer after " + limit / 1000 + " s", way.lastWords());
      }
      pace.pause(PAUSE);
    }
  }

  /** Waits until all is as intended, and for some time more. */
  String good(EngineAction action, List<String> unhealthyBefore) throws EngineFailed {
    int steady = action.kind() == Kind.RELOAD ? STEADY_RELOAD : STEADY_RESTART;
    long end = pace.millis() + limit;
    long since = -1;
    String process = "";
    while (true) {
      Optional<String> wrong = wrong(action, unhealthyBefore);
      long now = pace.millis();
      String incarnation = way.incarnation();
      if (wrong.isPresent() || incarnation.isEmpty() || !incarnation.equals(process)) {
        since = wrong.isPresent() ? -1 : now;
        process = incarnation;
      } else if (since >= 0 && now - since >= steady) {
        return sentence(action);
      }
      boolean late = now >= end || (otherValuesSince >= 0 && now - otherValuesSince >= VALUES);
      failIfHopeless(wrong.orElse("the engine does not stay up"), late);
      pace.pause(PAUSE);
    }
  }

  private void failIfHopeless(String wrong, boolean late) throws EngineFailed {
    Optional<String> trouble = way.trouble();
    if (trouble.isPresent()) {
      throw LastWords.failed(trouble.get(), way.lastWords());
    }
    if (late || Thread.currentThread().isInterrupted()) {
      throw LastWords.failed(wrong, way.lastWords());
    }
  }

  /** What is not as it should be; empty if all is. */
  private Optional<String> wrong(EngineAction action, List<String> unhealthyBefore) {
    if (!port.answers(ANSWER)) {
      return Optional.of("docker does not answer");
    }
    try {
      Optional<String> value = differing(action.intended(), port.effective());
      if (value.isPresent()) {
        otherValuesSince = otherValuesSince < 0 ? pace.millis() : otherValuesSince;
        return value;
      }
      otherValuesSince = -1;
      if (action.kind() == Kind.RESTART) {
        List<String> missing = new Containers(port, pace).missing(action.containers());
        if (!missing.isEmpty()) {
          return Optional.of("not running any more: " + String.join(", ", missing));
        }
      }
      List<String> sick =
          port.unhealthy().stream().filter(name -> !unhealthyBefore.contains(name)).toList();
      return sick.isEmpty()
          ? Optional.empty()
          : Optional.of("unhealthy now: " + String.join(", ", sick));
    } catch (EngineException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The first value that the engine shows and that is not as intended. */
  static Optional<String> differing(
      Map<String, ConfigValue> intended, Map<String, ConfigValue> shown) {
    return intended.entrySet().stream()
        .filter(e -> shown.containsKey(e.getKey()) && !e.getValue().equals(shown.get(e.getKey())))
        .map(
            e ->
                "the engine shows "
                    + e.getKey()
                    + " "
                    + shown.get(e.getKey())
                    + ", intended is "
                    + e.getValue())
        .findFirst();
  }

  private String sentence(EngineAction action) {
    int all = (int) action.containers().stream().filter(c -> !c.autoRemove()).count();
    String containers =
        all == 0 ? "no container ran before" : all + " of " + all + " containers running";
    return action.kind() == Kind.RELOAD
        ? "docker answers and shows the new settings"
        : "docker answers, " + containers + ", none newly unhealthy";
  }
}
