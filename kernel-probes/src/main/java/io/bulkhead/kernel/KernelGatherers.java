package io.bulkhead.kernel;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.kernel.accounts.AccountsGatherer;
import io.bulkhead.kernel.layers.LayerGatherer;
import io.bulkhead.kernel.nativeaccess.KernelCalls;
import io.bulkhead.kernel.nativeaccess.KernelModules;
import io.bulkhead.kernel.paths.FileGatherer;
import io.bulkhead.kernel.probes.auditing.AuditTrailGatherer;
import io.bulkhead.kernel.probes.live.ProbeGatherer;
import io.bulkhead.kernel.processes.InteriorGatherer;
import io.bulkhead.kernel.processes.ProcessGatherer;
import io.bulkhead.kernel.sockets.DaemonListenerGatherer;
import io.bulkhead.kernel.sockets.ListenerGatherer;
import io.bulkhead.kernel.sockets.NetworkGatherer;
import io.bulkhead.kernel.sockets.SocketTables;
import io.bulkhead.kernel.software.SoftwareGatherer;
import io.bulkhead.kernel.system.EngineNetworkGatherer;
import io.bulkhead.kernel.system.SystemGatherer;
import io.bulkhead.kernel.view.HostView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gatherers of this module. */
public final class KernelGatherers {
  private KernelGatherers() {}

  /** All of them, reading through {@code files}; those of one phase may run at the same time. */
  public static List<Gatherer> all(HostFiles files) {
    HostView view = new HostView(files);
    SocketTables tables = new SocketTables(files);
    List<Gatherer> all = new ArrayList<>(FileGatherer.both(view));
    all.add(new SystemGatherer(view, KernelModules::active));
    all.add(new AccountsGatherer(view));
    all.add(new ListenerGatherer(view, tables));
    all.add(new ProcessGatherer(view));
    all.add(new InteriorGatherer(view, tables::ports));
    all.add(new LayerGatherer(view));
    all.add(new DaemonListenerGatherer(view, tables));
    all.add(new EngineNetworkGatherer(view));
    all.add(new SoftwareGatherer(view));
    all.add(new ProbeGatherer(files));
    all.add(new NetworkGatherer(view, tables));
    boolean ours = files.live() && view.kernelHidden().isEmpty();
    all.add(
        new AuditTrailGatherer(
            files, () -> ours ? Optional.of(new KernelCalls(false)) : Optional.empty()));
    return List.copyOf(all);
  }
}
