package io.bulkhead.audit.catalogue;

import io.bulkhead.audit.Catalogue;
import io.bulkhead.audit.checks.client.ClientChecks;
import io.bulkhead.audit.checks.containers.ContainerChecks;
import io.bulkhead.audit.checks.daemon.DaemonChecks;
import io.bulkhead.audit.checks.facts.DockerOnly;
import io.bulkhead.audit.checks.files.FileChecks;
import io.bulkhead.audit.checks.files.InstallationChecks;
import io.bulkhead.audit.checks.host.HostChecks;
import io.bulkhead.audit.checks.images.ImageChecks;
import io.bulkhead.audit.checks.kernel.KernelChecks;
import io.bulkhead.audit.checks.networks.NetworkChecks;
import io.bulkhead.audit.checks.networks.VolumeChecks;
import io.bulkhead.audit.checks.probes.ProbeChecks;
import io.bulkhead.audit.checks.rootless.RootlessChecks;
import io.bulkhead.audit.checks.swarm.SwarmChecks;
import io.bulkhead.audit.checks.tls.TlsChecks;

/** The checks that ship with Bulkhead. */
public final class BuiltInCatalogue {
  private BuiltInCatalogue() {}

  /** All of them, sorted by id. */
  public static Catalogue catalogue() {
    return Catalogue.of(
        ClientChecks.ALL,
        DockerOnly.each(ContainerChecks.ALL),
        DockerOnly.each(DaemonChecks.ALL),
        FileChecks.ALL,
        InstallationChecks.ALL,
        HostChecks.ALL,
        DockerOnly.each(ImageChecks.ALL),
        KernelChecks.ALL,
        DockerOnly.each(NetworkChecks.ALL),
        ProbeChecks.ALL,
        RootlessChecks.ALL,
        DockerOnly.each(SwarmChecks.ALL),
        DockerOnly.each(TlsChecks.ALL),
        DockerOnly.each(VolumeChecks.ALL));
  }
}
