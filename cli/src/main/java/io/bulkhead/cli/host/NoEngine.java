package io.bulkhead.cli.host;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;

/** Writes down that no engine was asked: only files below another root are looked at. */
public final class NoEngine implements Gatherer {
  private static final String WHY = "only files below another root are looked at, no engine";

  private final Engine.Lifecycle lifecycle;

  public NoEngine(Engine.Lifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public Phase phase() {
    return Phase.FIRST;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    draft.engine(
        new Engine(
            unseen("GET /version"),
            unseen("GET /info"),
            unseen("GET /containers/json"),
            unseen("GET /networks"),
            unseen("GET /images/json"),
            unseen("GET /volumes"),
            unseen("GET /plugins"),
            unseen("GET /info Swarm"),
            lifecycle));
  }

  private static <T> Reading<T> unseen(String source) {
    return Reading.unreadable(Origin.observed(source), WHY);
  }
}
