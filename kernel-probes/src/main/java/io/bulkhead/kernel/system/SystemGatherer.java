package io.bulkhead.kernel.system;

import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;

/** Writes down the distribution and the kernel. */
public final class SystemGatherer implements Gatherer {
  private static final String REBOOT = "/run/reboot-required";

  private final HostView view;
  private final ActiveModules modules;

  public SystemGatherer(HostView view, ActiveModules modules) {
    this.view = view;
    this.modules = modules;
  }

  @Override
  public Phase phase() {
    return Phase.FIRST;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    RunningKernel kernel = new RunningKernel(view);
    SecurityModules security = new SecurityModules(view, modules);
    draft.os(OsRelease.read(view));
    draft.kernel(
        new Kernel(
            kernel.release(),
            kernel.build(),
            kernel.machine(),
            new InstalledKernels(view).read(),
            rebootRequired(),
            security.active(),
            security.appArmor(),
            security.selinux(),
            kernel.seccompActions(),
            Sysctls.read(view),
            kernel.cgroupVersion(),
            view.container()));
    view.foreignFiles().ifPresent(draft::note);
  }

  private Reading<Boolean> rebootRequired() {
    Origin origin = Origin.observed(REBOOT);
    return view.hostHidden()
        .map(why -> Reading.<Boolean>unreadable(origin, why))
        .orElseGet(
            () ->
                view.files()
                    .stat(REBOOT)
                    .fold(
                        seen -> Reading.present(true, origin),
                        absent -> Reading.present(false, origin),
                        unseen -> Reading.unreadable(origin, unseen.reason())));
  }
}
