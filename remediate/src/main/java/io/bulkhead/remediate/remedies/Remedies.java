package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All remedies that exist. */
public final class Remedies {
  private static final List<Remedy> DAEMON =
      List.of(
          new Icc(),
          new NoNewPrivileges(),
          new LiveRestore(),
          new UserlandProxy(),
          new LogRotation(),
          new DefaultUlimits());

  private static final List<Remedy> FILES =
      List.of(
          new EngineSocketMode(),
          new FileOwner(new CheckId("FIL-002"), false, FilePlaces::engineSocket, Access.DOCKER_API),
          FileMode.of("FIL-003", 0644, FilePlaces::daemonJson),
          FileOwner.of("FIL-004", FilePlaces::daemonJson),
          FileMode.of("FIL-005", 0755, FilePlaces::etcDocker),
          FileOwner.of("FIL-006", FilePlaces::etcDocker),
          FileMode.of("FIL-007", 0644, FilePlaces::unit),
          FileOwner.of("FIL-008", FilePlaces::unit),
          FileMode.of("FIL-009", 0400, FilePlaces::tlsKeys),
          FileOwner.of("FIL-010", FilePlaces::tlsAll),
          FileMode.of("FIL-011", 0444, FilePlaces::tlsCertificates),
          new UnitFile(),
          FileMode.of("FIL-013", 0660, FilePlaces::containerdSocket),
          FileMode.of("CLI-001", 0600, FilePlaces::clientConfigs));

  private Remedies() {}

  /** Sorted by the id of the check they cure; at most one for each check. */
  public static List<Remedy> all() {
    List<Remedy> all = new ArrayList<>(DAEMON);
    all.addAll(FILES);
    all.addAll(HostRemedies.ALL);
    all.addAll(SettingRemedies.ALL);
    all.addAll(SettingAdvice.ALL);
    all.addAll(InstallationFiles.ALL);
    all.addAll(SwarmAdvice.ALL);
    all.addAll(HostAdvice.ALL);
    all.addAll(SoftwareAdvice.ALL);
    all.addAll(EngineAdvice.ALL);
    all.addAll(TlsRemedies.ALL);
    all.addAll(ContainerAdvice.ALL);
    all.addAll(ImageAdvice.ALL);
    all.addAll(ProbeAdvice.beside(all));
    all.sort(Comparator.comparing(Remedy::cures));
    return List.copyOf(all);
  }
}
