package io.bulkhead.remediate.engine;

import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits. */
final class FakePace implements Pace {
  private long now;
  private final List<Runnable> events = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();

  /** Lets something happen at a moment. */
  FakePace at(long millis, Runnable event) {
    times.add(millis);
    events.add(event);
    return this;
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public void pause(long millis) {
    now += millis;
    for (int i = 0; i < times.size(); i++) {
      if (times.get(i) <= now) {
        times.remove(i);
        events.remove(i--).run();
      }
    }
  }
}
