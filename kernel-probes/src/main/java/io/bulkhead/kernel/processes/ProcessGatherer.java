package io.bulkhead.kernel.processes;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Writes down the engine's process, the first processes of containers, and what was asked for. */
public final class ProcessGatherer implements Gatherer {
  private final HostView view;

  public ProcessGatherer(HostView view) {
    this.view = view;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    Map<Integer, String> containers = containers(draft);
    TreeSet<Integer> wanted = new TreeSet<>(draft.wantedProcesses());
    wanted.addAll(containers.keySet());
    draft.daemon().process().seen().ifPresent(daemon -> wanted.add(daemon.pid()));
    Optional<String> hidden = view.hostHidden();
    if (hidden.isPresent()) {
      wanted.forEach(pid -> draft.process(pid, unseen(pid, hidden.get())));
      return;
    }
    ProcessReader reader = new ProcessReader(view.files());
    ContainerProof proof = new ContainerProof(view.files());
    for (int pid : wanted) {
      String container = containers.get(pid);
      if (container == null) {
        draft.process(pid, reader.read(pid, true));
      } else {
        draft.process(pid, proven(pid, container, reader, proof));
      }
    }
  }

  private static Reading<ProcessFacts> proven(
      int pid, String container, ProcessReader reader, ContainerProof proof) {
    Reading<ProcessFacts> facts = reader.read(pid, false);
    // after the facts: were the number taken over before or during the read, this tells
    Optional<String> refuted = proof.refutation(container, pid);
    return refuted.isPresent() ? unseen(pid, refuted.get()) : facts;
  }

  private static Reading<ProcessFacts> unseen(int pid, String reason) {
    return Reading.unreadable(Origin.observed("/proc/" + pid), reason);
  }

  /** Ids of running containers by the number the engine gives for their first process. */
  private static Map<Integer, String> containers(SnapshotBuilder draft) {
    List<Container> seen = draft.engine().containers().seen().map(c -> c.seen()).orElse(List.of());
    Map<Integer, String> byPid = new HashMap<>();
    for (Container container : seen) {
      if (container.pid() > 0) {
        byPid.put(container.pid(), container.id());
      }
    }
    return byPid;
  }
}
