package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.checks.facts.EngineSockets;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The paths of an engine whose changes an audit rule should record. */
public final class AuditWatches {
  /** What the probe for the data directory is called. */
  private static final String DATA_ROOT = "fs.dataroot_path";

  public static final List<Check> ALL =
      List.of(
          row(
              new Row(
                  "HST-040",
                  "Writes to the dockerd program are recorded",
                  Severity.LOW,
                  Profile.LEVEL_1,
                  "CIS 1.1.3"),
              AuditWatches::dockerd),
          row(
              new Row(
                  "HST-041",
                  "Changes in the run directory of containerd are recorded",
                  Severity.LOW,
                  Profile.LEVEL_1,
                  "CIS 1.1.4"),
              host -> List.of("/run/containerd")),
          row(
              new Row(
                  "HST-042",
                  "Changes in the engine's data directory are recorded",
                  Severity.LOW,
                  Profile.LEVEL_1,
                  "CIS 1.1.5"),
              host -> List.of(dataRoot(host))),
          row(
              new Row(
                  "HST-043",
                  "Changes in /etc/docker are recorded",
                  Severity.MEDIUM,
                  Profile.LEVEL_1,
                  "CIS 1.1.6"),
              host -> List.of(WellKnownPaths.ETC_DOCKER)),
          row(
              new Row(
                  "HST-044",
                  "Changes to the engine's units are recorded",
                  Severity.MEDIUM,
                  Profile.LEVEL_2,
                  "CIS 1.1.7"),
              AuditWatches::unit),
          row(
              new Row(
                  "HST-045",
                  "Changes of access to the containerd socket are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.8"),
              host ->
                  List.of(WellKnownPaths.CONTAINERD_SOCKET, WellKnownPaths.OWN_CONTAINERD_SOCKET)),
          row(
              new Row(
                  "HST-046",
                  "Changes of access to the engine socket are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.9"),
              EngineSockets::ofEngine),
          row(
              new Row(
                  "HST-047",
                  "Changes to /etc/default/docker are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.10"),
              host -> List.of(WellKnownPaths.DEFAULTS)),
          row(
              new Row(
                  "HST-048",
                  "Changes to the configuration file of the engine are recorded",
                  Severity.MEDIUM,
                  Profile.LEVEL_2,
                  "CIS 1.1.11"),
              AuditWatches::configuration),
          row(
              new Row(
                  "HST-049",
                  "Changes to the configuration of containerd are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.12"),
              host -> List.of("/etc/containerd/config.toml")),
          row(
              new Row(
                  "HST-050",
                  "Changes to /etc/sysconfig/docker are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.13"),
              host -> List.of(WellKnownPaths.SYSCONFIG)),
          row(
              new Row(
                  "HST-051",
                  "Writes to the containerd program are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.14"),
              host -> program("containerd")),
          row(
              new Row(
                  "HST-052",
                  "Writes to containerd-shim are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.15"),
              host -> program("containerd-shim")),
          row(
              new Row(
                  "HST-053",
                  "Writes to containerd-shim-runc-v1 are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.16"),
              host -> program("containerd-shim-runc-v1")),
          row(
              new Row(
                  "HST-054",
                  "Writes to containerd-shim-runc-v2 are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.17"),
              host -> program("containerd-shim-runc-v2")),
          row(
              new Row(
                  "HST-055",
                  "Writes to runc are recorded",
                  Severity.LOW,
                  Profile.LEVEL_2,
                  "CIS 1.1.18"),
              host -> program("runc")));

  private AuditWatches() {}

  private static Check row(Row row, Function<HostSnapshot, List<String>> paths) {
    CheckMeta meta =
        check(row.id(), row.title(), row.severity())
            .in(row.profile())
            .passesWhen(
                "each such path that exists is watched for writes and changes of attributes by a rule"
                    + " that is loaded, heard by a daemon and stored for the next boot")
            .because(
                "Who takes over the engine changes one of its programs or files; without a record"
                    + " nobody learns when, and as whom.")
            .advise(
                "Install auditd, add `-w PATH -p wa -k docker` to a file in /etc/audit/rules.d and"
                    + " run `augenrules --load`.")
            .mayBreak("The audit log grows with every recorded write.")
            .see("auditctl(8)", "audit.rules(7)", row.section());
    return new AuditWatch(meta, paths);
  }

  /** What differs between the checks. */
  private record Row(String id, String title, Severity severity, Profile profile, String section) {}

  private static List<String> dockerd(HostSnapshot host) {
    return host.daemon()
        .process()
        .seen()
        .map(Daemon.Running::exe)
        .filter(exe -> exe.startsWith("/") && !exe.endsWith("(deleted)"))
        .map(List::of)
        .orElse(program("dockerd"));
  }

  /** Wherever packages and people put it. */
  private static List<String> program(String name) {
    return WellKnownPaths.PROGRAMS.stream().filter(path -> path.endsWith("/" + name)).toList();
  }

  private static List<String> unit(HostSnapshot host) {
    List<String> paths = new ArrayList<>();
    host.daemon()
        .unit()
        .seen()
        .ifPresent(
            unit -> {
              paths.add(unit.fragment());
              paths.addAll(unit.dropIns());
            });
    host.daemon()
        .socketUnit()
        .seen()
        .ifPresent(
            unit -> {
              paths.add(unit.fragment());
              paths.addAll(unit.dropIns());
            });
    return paths;
  }

  private static List<String> configuration(HostSnapshot host) {
    return List.of(
        host.daemon()
            .configFile()
            .seen()
            .map(Daemon.ConfigFile::path)
            .orElse(WellKnownPaths.DAEMON_JSON));
  }

  /** As the engine says; where it stands by default if nobody could be asked. */
  static String dataRoot(HostSnapshot host) {
    String said = host.probe(DATA_ROOT).value().text();
    return said.startsWith("/") ? said : "/var/lib/docker";
  }
}
