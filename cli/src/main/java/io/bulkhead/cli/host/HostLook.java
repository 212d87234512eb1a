package io.bulkhead.cli.host;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at the whole host: runs the gatherers of both phases and writes down from where. */
public final class HostLook {
  private final Supplier<List<Gatherer>> gatherers;
  private final Standpoint standpoint;

  /**
   * @param gatherers fresh ones for every look: a second look must not see what the first kept
   */
  public HostLook(Supplier<List<Gatherer>> gatherers, Standpoint standpoint) {
    this.gatherers = gatherers;
    this.standpoint = standpoint;
  }

  public HostSnapshot look() {
    SnapshotBuilder draft = new SnapshotBuilder();
    draft.vantage(standpoint.vantage());
    List<Gatherer> all = gatherers.get();
    for (Gatherer.Phase phase : Gatherer.Phase.values()) {
      run(all, phase, draft);
    }
    for (String note : standpoint.notes(draft)) {
      draft.note(note);
    }
    return draft.build();
  }

  /** Each gatherer in its own thread; the last one in this thread. */
  private static void run(List<Gatherer> all, Gatherer.Phase phase, SnapshotBuilder draft) {
    List<Thread> threads = new ArrayList<>();
    List<Gatherer> mine = new ArrayList<>();
    for (Gatherer gatherer : all) {
      if (gatherer.phase() == phase) {
        mine.add(gatherer);
      }
    }
    for (int i = 1; i < mine.size(); i++) {
      Gatherer gatherer = mine.get(i);
      Thread thread = new Thread(() -> gather(gatherer, draft), "look-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    if (!mine.isEmpty()) {
      gather(mine.get(0), draft);
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at the host", e);
    }
  }

  /** A gatherer that throws is a bug of ours; what it should have seen stays unreadable. */
  private static void gather(Gatherer gatherer, SnapshotBuilder draft) {
    try {
      gatherer.gather(draft);
    } catch (RuntimeException | LinkageError bug) {
      draft.note(
          "a part of the audit failed, please report this: "
              + gatherer.getClass().getSimpleName()
              + ": "
              + bug);
    }
  }
}
