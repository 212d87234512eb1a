package io.bulkhead.engine;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.engine.endpoint.Endpoint;

/** Asks the Engine API for everything the checks look at, and writes it into the snapshot. */
public final class EngineGatherer implements Gatherer {
  private final Endpoint endpoint;
  private final Engine.Lifecycle lifecycle;

  public EngineGatherer(Endpoint endpoint, Engine.Lifecycle lifecycle) {
    this.endpoint = endpoint;
    this.lifecycle = lifecycle;
  }

  @Override
  public Phase phase() {
    return Phase.FIRST;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    Engine before = draft.engine();
    draft.engine(
        new Engine(
            before.version(), before.info(), before.containers(), before.networks(), lifecycle));
    draft.note("engine " + endpoint + " not asked");
  }
}
