package io.bulkhead.kernel.processes;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Interior;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Looks into running containers from outside, through /proc and the cgroup tree; nothing is started
 * in them.
 */
public final class InteriorGatherer implements Gatherer {
  private final HostView view;
  private final IntFunction<Reading<List<Integer>>> ports;

  /**
   * @param ports TCP ports on which something waits in the network namespace of a process
   */
  public InteriorGatherer(HostView view, IntFunction<Reading<List<Integer>>> ports) {
    this.view = view;
    this.ports = ports;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    List<Container> all = draft.engine().containers().seen().map(c -> c.seen()).orElse(List.of());
    Optional<String> hidden = view.hostHidden();
    Members members = new Members(view.files());
    for (Container container : all) {
      if (container.pid() > 0) {
        draft.interior(
            container.id(),
            hidden
                .<Reading<Interior>>map(why -> Reading.unreadable(origin(container), why))
                .orElseGet(() -> read(container, members)));
      }
    }
  }

  private static Origin origin(Container container) {
    return Origin.observed("/proc/" + container.pid());
  }

  private Reading<Interior> read(Container container, Members members) {
    HostFiles files = view.files();
    String dir = "/proc/" + container.pid();
    Reading<String> cgroup =
        files.bytes(dir + "/cgroup").map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    if (!(cgroup instanceof Reading.Present<String> seen)) {
      return cgroup.then(never -> Reading.absent(never.origin()));
    }
    Controllers controllers = new Controllers(files, seen.value());
    Interior interior =
        new Interior(
            members.of(container, controllers),
            ports.apply(container.pid()),
            controllers.memoryBytes(),
            controllers.memoryUsedBytes(),
            controllers.pids(),
            controllers.cpuLimited(),
            mounts(dir));
    // after the look: were the number taken over before or during it, this tells
    return new ContainerProof(files)
        .refutation(container.id(), container.pid())
        .<Reading<Interior>>map(why -> Reading.unreadable(origin(container), why))
        .orElseGet(() -> Reading.present(interior, origin(container)));
  }

  private Reading<List<Interior.MountPoint>> mounts(String dir) {
    return view.files()
        .bytes(dir + "/mountinfo")
        .then(
            seen -> {
              try {
                String text = new String(seen.value(), StandardCharsets.UTF_8);
                return Reading.present(MountInfo.parse(text), seen.origin());
              } catch (MalformedException e) {
                return Reading.unreadable(seen.origin(), String.valueOf(e.getMessage()));
              }
            });
  }
}
