package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

/**
 * Snapshots of a typical host for tests: Debian 13 with docker.io as installed, seen by root. Start
 * with {@link #host()} or {@link #host(EngineSample, DaemonSample)} and overwrite what the test is
 * about.
 */
public final class Samples {
  public static final long DOCKER_GID = 998;
  public static final String TAKEN_AT = "2026-11-23T19:31:00Z";

  private Samples() {}

  /** A default engine without containers. */
  public static SnapshotBuilder host() {
    return host(EngineSample.debian13(), DaemonSample.systemd());
  }

  /** A host with these containers, each running one with the process it would have. */
  public static SnapshotBuilder host(ContainerSample... containers) {
    return host(EngineSample.debian13().containers(containers), DaemonSample.systemd());
  }

  /** A host with this engine and daemon; running containers get the process they would have. */
  public static SnapshotBuilder host(EngineSample engine, DaemonSample daemon) {
    SnapshotBuilder draft =
        new SnapshotBuilder()
            .vantage(vantage(0))
            .os(
                seen(
                    new HostSnapshot.Os("debian", "13", "Debian GNU/Linux 13 (trixie)"),
                    "/etc/os-release"))
            .kernel(new KernelSample().build())
            .accounts(seen(accounts(), "/etc/passwd and /etc/group"))
            .listeners(seen(List.of(), "/proc/net/tcp"))
            .daemonListeners(seen(List.of(), "sockets of dockerd (pid 812)"))
            .engine(engine.build())
            .daemon(daemon.build())
            .tls(TlsMaterial.unused(Origin.derived("default of dockerd 26.1.5")))
            .network(network())
            .software(SoftwareSample.debian13())
            .process(1, ProcessSample.onHost(1, "systemd").reading())
            .process(DaemonSample.PID, ProcessSample.onHost(DaemonSample.PID, "dockerd").reading());
    for (Container container : engine.containers()) {
      if (container.pid() != 0) {
        ProcessSample first = ProcessSample.inContainer(container.name(), container.pid());
        draft.process(container.pid(), first.reading());
        draft.interior(container.id(), InteriorSample.of(container.pid()).reading());
      }
    }
    return files(draft);
  }

  /** Debian without Docker. */
  public static SnapshotBuilder withoutDocker() {
    SnapshotBuilder draft =
        host(
            EngineSample.debian13().unreachable("no socket at /var/run/docker.sock"),
            DaemonSample.systemd().stopped().withoutUnits().control(Daemon.ControlKind.NONE, ""));
    for (String path : WellKnownPaths.ALL) {
      draft.file(path, Reading.absent(Origin.observed(path)));
    }
    return draft.software(SoftwareSample.withoutDocker());
  }

  /** One name, one address on a wire and the one of Docker's bridge; nobody is connected. */
  public static HostNetwork network(HostNetwork.Peer... peers) {
    return new HostNetwork(
        List.of("web-03", "web-03.example.org"),
        seen(
            List.of(
                new HostNetwork.Address("192.0.2.10", "eth0"),
                new HostNetwork.Address("172.17.0.1", "docker0")),
            "/proc/812/net/fib_trie"),
        seen(List.of(peers), "/proc/812/net/tcp and tcp6"),
        seen(true, "/proc/812/ns/net"));
  }

  private static SnapshotBuilder files(SnapshotBuilder draft) {
    for (String path : WellKnownPaths.ALL) {
      draft.file(path, Reading.absent(Origin.observed(path)));
    }
    String run = "/run/docker.sock";
    return draft
        .file(
            WellKnownPaths.ENGINE_SOCKET,
            linked(WellKnownPaths.ENGINE_SOCKET, run, socket(run, 0660, 0, DOCKER_GID)))
        .file(run, socket(run, 0660, 0, DOCKER_GID))
        .file(
            WellKnownPaths.CONTAINERD_SOCKET, socket(WellKnownPaths.CONTAINERD_SOCKET, 0660, 0, 0))
        .file(WellKnownPaths.ETC_DOCKER, directory(WellKnownPaths.ETC_DOCKER, 0755))
        .file("/usr/lib/systemd/system/docker.service", regular("docker.service", 0644))
        .file("/usr/lib/systemd/system/docker.socket", regular("docker.socket", 0644));
  }

  public static Vantage vantage(long uid) {
    return new Vantage(
        "0.1.0",
        TAKEN_AT,
        uid,
        "/",
        "web-03",
        "0".repeat(64),
        "unix:///var/run/docker.sock",
        "default",
        List.of());
  }

  /** Root, an administrator, and an empty group docker. */
  public static Accounts accounts() {
    return accounts(List.of(), List.of());
  }

  /** The same with members of group docker, and name services beside files. */
  public static Accounts accounts(List<String> dockerMembers, List<String> otherSources) {
    return new Accounts(
        List.of(
            new Accounts.User("root", 0, 0, "/root", "/bin/bash"),
            new Accounts.User("alice", 1000, 1000, "/home/alice", "/bin/bash"),
            new Accounts.User("ali", 1001, 1001, "/home/ali", "/bin/bash")),
        List.of(
            new Accounts.Group("root", 0, List.of()),
            new Accounts.Group("docker", DOCKER_GID, dockerMembers),
            new Accounts.Group("alice", 1000, List.of()),
            new Accounts.Group("ali", 1001, List.of())),
        otherSources);
  }

  public static <T> Reading<T> seen(T value, String source) {
    return Reading.present(value, Origin.observed(source));
  }

  public static <T> Reading<T> denied(String source) {
    return Reading.unreadable(Origin.observed(source), "permission denied");
  }

  public static Reading<FileStat> regular(String path, int mode) {
    return regular(path, mode, 0, 0);
  }

  public static Reading<FileStat> regular(String path, int mode, long uid, long gid) {
    return seen(stat(path, FileKind.REGULAR, mode, uid, gid), path);
  }

  public static Reading<FileStat> directory(String path, int mode) {
    return seen(stat(path, FileKind.DIRECTORY, mode, 0, 0), path);
  }

  public static Reading<FileStat> socket(String path, int mode, long uid, long gid) {
    return seen(stat(path, FileKind.SOCKET, mode, uid, gid), path);
  }

  /** A path that leads to another object by a link. */
  public static Reading<FileStat> linked(String path, String realPath, Reading<FileStat> target) {
    FileStat t = target.seen().orElseThrow();
    return seen(
        new FileStat(
            path,
            realPath,
            t.kind(),
            t.mode(),
            t.uid(),
            t.gid(),
            t.owner(),
            t.group(),
            t.links(),
            t.sizeBytes(),
            t.modifiedEpochMillis(),
            t.changedEpochMillis(),
            t.acl()),
        path);
  }

  /** The same object with named ACL entries. */
  public static Reading<FileStat> withAcl(Reading<FileStat> file, AclEntry... entries) {
    return file.map(
        t ->
            new FileStat(
                t.path(),
                t.realPath(),
                t.kind(),
                t.mode(),
                t.uid(),
                t.gid(),
                t.owner(),
                t.group(),
                t.links(),
                t.sizeBytes(),
                t.modifiedEpochMillis(),
                t.changedEpochMillis(),
                List.of(entries)));
  }

  /** Status with the names that {@link #accounts()} gives the ids. */
  public static FileStat stat(String path, FileKind kind, int mode, long uid, long gid) {
    Map<Long, String> users = Map.of(0L, "root", 1000L, "alice", 1001L, "ali");
    Map<Long, String> groups = Map.of(0L, "root", DOCKER_GID, "docker", 1000L, "alice");
    return new FileStat(
        path,
        path,
        kind,
        mode,
        uid,
        gid,
        users.getOrDefault(uid, String.valueOf(uid)),
        groups.getOrDefault(gid, String.valueOf(gid)),
        1,
        0,
        1_794_000_000_000L,
        1_794_000_000_000L,
        List.of());
  }
}
