package io.bulkhead.remediate.guard;

import io.bulkhead.remediate.apply.Guard;
import io.bulkhead.remediate.state.Folder;
import java.time.Duration;
import java.util.Optional;

/** Stands where nothing can take a change set back by itself. */
public final class NoGuard implements Guard {
  private final String why;
  private final Optional<SystemLog> log;

  /**
   * @param why one sentence without a full stop
   * @param log of the system that is changed; empty where that does not run
   */
  public NoGuard(String why, Optional<SystemLog> log) {
    this.why = why;
    this.log = log;
  }

  @Override
  public Optional<String> refusal() {
    return Optional.of(why);
  }

  @Override
  public void watchBoot(Folder state) {}

  @Override
  public String start(String set, int turn, Duration within) throws GuardFailed {
    throw new GuardFailed(why);
  }

  @Override
  public void stop(String timer) {}

  @Override
  public void dismiss() {}

  @Override
  public void log(String sentence) {
    log.ifPresent(l -> l.log(sentence));
  }

  @Override
  public void tell(String sentence) {
    log.ifPresent(l -> l.tell(sentence));
  }

  @Override
  public Duration uptime() {
    return Uptime.now();
  }
}
