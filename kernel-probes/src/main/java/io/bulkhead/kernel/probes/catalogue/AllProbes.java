package io.bulkhead.kernel.probes.catalogue;

import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.auditing.AuditProbes;
import io.bulkhead.kernel.probes.auditing.TraceProbes;
import io.bulkhead.kernel.probes.confinement.CapabilityProbes;
import io.bulkhead.kernel.probes.confinement.CgroupProbes;
import io.bulkhead.kernel.probes.confinement.NamespaceProbes;
import io.bulkhead.kernel.probes.confinement.SeccompProbes;
import io.bulkhead.kernel.probes.context.ContextProbes;
import io.bulkhead.kernel.probes.hardening.MemoryProbes;
import io.bulkhead.kernel.probes.hardening.ModuleProbes;
import io.bulkhead.kernel.probes.hardening.SettingProbes;
import io.bulkhead.kernel.probes.hardware.CpuProbes;
import io.bulkhead.kernel.probes.hardware.DeviceProbes;
import io.bulkhead.kernel.probes.host.HostProbes;
import io.bulkhead.kernel.probes.kernel.KernelProbes;
import io.bulkhead.kernel.probes.lsm.AppArmorProbes;
import io.bulkhead.kernel.probes.lsm.LsmProbes;
import io.bulkhead.kernel.probes.lsm.SelinuxProbes;
import io.bulkhead.kernel.probes.network.FilterProbes;
import io.bulkhead.kernel.probes.network.ListenerProbes;
import io.bulkhead.kernel.probes.network.NetworkSettings;
import io.bulkhead.kernel.probes.sockets.SocketProbes;
import io.bulkhead.kernel.probes.storage.StorageProbes;
import java.util.ArrayList;
import java.util.List;

/** Every probe there is, by group. */
public final class AllProbes {
  public static final List<Probe> LIST =
      joined(
          ContextProbes.ALL,
          KernelProbes.ALL,
          LsmProbes.ALL,
          AppArmorProbes.ALL,
          SelinuxProbes.ALL,
          SeccompProbes.ALL,
          NamespaceProbes.ALL,
          CgroupProbes.ALL,
          CapabilityProbes.ALL,
          StorageProbes.ALL,
          CpuProbes.ALL,
          ModuleProbes.ALL,
          SettingProbes.ALL,
          MemoryProbes.ALL,
          NetworkSettings.ALL,
          FilterProbes.ALL,
          ListenerProbes.ALL,
          AuditProbes.ALL,
          TraceProbes.ALL,
          DeviceProbes.ALL,
          SocketProbes.ALL,
          HostProbes.ALL);

  private AllProbes() {}

  @SafeVarargs
  private static List<Probe> joined(List<Probe>... groups) {
    List<Probe> all = new ArrayList<>();
    for (List<Probe> group : groups) {
      all.addAll(group);
    }
    return List.copyOf(all);
  }
}
