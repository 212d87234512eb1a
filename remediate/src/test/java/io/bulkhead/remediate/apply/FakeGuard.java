package io.bulkhead.remediate.apply;

import io.bulkhead.remediate.state.Folder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A guard whose clock is turned by hand and whose timers are looked at by the test. */
final class FakeGuard implements Guard {
  Duration now = Duration.ofHours(3);
  Optional<String> refusal = Optional.empty();
  boolean broken;
  boolean bootWatched;
  final Map<String, Duration> timers = new LinkedHashMap<>();
  final List<String> told = new ArrayList<>();

  @Override
  public Optional<String> refusal() {
    return refusal;
  }

  @Override
  public void watchBoot(Folder state) {
    bootWatched = true;
  }

  @Override
  public String start(String set, int turn, Duration within) throws GuardFailed {
    if (broken) {
      throw new GuardFailed("no timer today");
    }
    String name = set + "-" + turn;
    timers.put(name, now.plus(within));
    return name;
  }

  @Override
  public void stop(String timer) {
    timers.remove(timer);
  }

  @Override
  public void dismiss() {
    bootWatched = false;
  }

  @Override
  public void log(String sentence) {}

  @Override
  public void tell(String sentence) {
    told.add(sentence);
  }

  @Override
  public Duration uptime() {
    return now;
  }

  /** Lets time pass; true if a timer rang. */
  boolean pass(Duration time) {
    now = now.plus(time);
    return timers.values().removeIf(rings -> rings.compareTo(now) <= 0);
  }
}
