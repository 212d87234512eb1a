package io.bulkhead.audit.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A snapshot being drafted. Gatherers of one phase write at the same time: every method is atomic.
 * What nobody wrote stays unreadable with the reason {@code not gathered}.
 */
public final class SnapshotBuilder {
  private Vantage vantage =
      new Vantage("", "1970-01-01T00:00:00Z", -1, "/", "", "", "", "", List.of());
  private Reading<HostSnapshot.Os> os = notGathered("/etc/os-release");
  private Kernel kernel =
      new Kernel(
          notGathered("uname -r"),
          notGathered("uname -v"),
          notGathered("uname -m"),
          notGathered("/boot"),
          notGathered("/run/reboot-required"),
          notGathered("/sys/kernel/security/lsm"),
          notGathered("/sys/module/apparmor"),
          notGathered("/sys/fs/selinux"),
          notGathered("/proc/sys/kernel/seccomp/actions_avail"),
          Map.of(),
          notGathered("/sys/fs/cgroup"),
          notGathered("/run/systemd/container"));
  private Reading<Accounts> accounts = notGathered("/etc/passwd");
  private Reading<List<Listener>> listeners = notGathered("/proc/net/tcp");
  private Reading<List<Listener>> daemonListeners = notGathered("sockets of dockerd");
  private Engine engine =
      new Engine(
          notGathered("GET /version"),
          notGathered("GET /info"),
          notGathered("GET /containers/json"),
          notGathered("GET /networks"),
          notGathered("GET /images/json"),
          notGathered("GET /volumes"),
          notGathered("GET /plugins"),
          notGathered("GET /info Swarm"),
          new Engine.Lifecycle("", List.of()));
  private Daemon daemon =
      new Daemon(
          notGathered("dockerd"),
          new Daemon.Control(Daemon.ControlKind.UNKNOWN, "", "not gathered"),
          notGathered("/etc/docker/daemon.json"),
          Map.of(),
          List.of(),
          "",
          notGathered("docker.service"),
          notGathered("docker.socket"),
          List.of(),
          notGathered("/etc/subuid"),
          List.of());
  private TlsMaterial tls =
      TlsMaterial.none(Origin.observed("TLS files of the engine"), "not gathered");
  private HostNetwork network =
      new HostNetwork(
          List.of(),
          notGathered("/proc/net/fib_trie"),
          notGathered("connections of dockerd"),
          notGathered("/proc/PID/ns/net"));
  private final Map<String, Reading<FileStat>> files = new TreeMap<>();
  private final Map<Integer, Reading<ProcessFacts>> processes = new TreeMap<>();
  private final Map<String, Reading<Interior>> interiors = new TreeMap<>();
  private final Map<String, Reading<ImageFiles>> imageFiles = new TreeMap<>();
  private List<Reading<ClientConfig>> clients = List.of();
  private final Map<String, ProbeResult> probes = new TreeMap<>();
  private AuditTrail auditTrail = AuditTrail.unseen();
  private Software software =
      new Software(
          notGathered("installed packages"),
          notGathered("processes of engines"),
          notGathered("/etc/sudoers"),
          notGathered("configuration of containerd"),
          notGathered("variables of the docker command"),
          notGathered("/var/lib/systemd/linger"),
          List.of(),
          Advisories.none());
  private final Set<String> wantedFiles = new LinkedHashSet<>();
  private final Set<Integer> wantedProcesses = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();

  private static <T> Reading<T> notGathered(String source) {
    return Reading.unreadable(Origin.observed(source), "not gathered");
  }

  public synchronized SnapshotBuilder vantage(Vantage seen) {
    vantage = seen;
    return this;
  }

  public synchronized Vantage vantage() {
    return vantage;
  }

  /** Adds a sentence for the head of the report. */
  public synchronized SnapshotBuilder note(String limitsTheView) {
    notes.add(limitsTheView);
    return this;
  }

  public synchronized SnapshotBuilder os(Reading<HostSnapshot.Os> seen) {
    os = seen;
    return this;
  }

  public synchronized SnapshotBuilder kernel(Kernel seen) {
    kernel = seen;
    return this;
  }

  public synchronized Kernel kernel() {
    return kernel;
  }

  public synchronized SnapshotBuilder accounts(Reading<Accounts> seen) {
    accounts = seen;
    return this;
  }

  public synchronized Reading<Accounts> accounts() {
    return accounts;
  }

  public synchronized SnapshotBuilder listeners(Reading<List<Listener>> seen) {
    listeners = seen;
    return this;
  }

  public synchronized SnapshotBuilder daemonListeners(Reading<List<Listener>> seen) {
    daemonListeners = seen;
    return this;
  }

  public synchronized SnapshotBuilder engine(Engine seen) {
    engine = seen;
    return this;
  }

  public synchronized Engine engine() {
    return engine;
  }

  public synchronized SnapshotBuilder daemon(Daemon seen) {
    daemon = seen;
    return this;
  }

  public synchronized Daemon daemon() {
    return daemon;
  }

  public synchronized SnapshotBuilder tls(TlsMaterial seen) {
    tls = seen;
    return this;
  }

  public synchronized SnapshotBuilder network(HostNetwork seen) {
    network = seen;
    return this;
  }

  public synchronized SnapshotBuilder clients(List<Reading<ClientConfig>> seen) {
    clients = List.copyOf(seen);
    return this;
  }

  public synchronized SnapshotBuilder probes(List<ProbeResult> seen) {
    seen.forEach(result -> probes.put(result.id(), result));
    return this;
  }

  public synchronized SnapshotBuilder auditTrail(AuditTrail seen) {
    auditTrail = seen;
    return this;
  }

  /** Changes a part of what is known of the software around the engine. */
  public synchronized SnapshotBuilder software(UnaryOperator<Software> change) {
    software = change.apply(software);
    return this;
  }

  public synchronized SnapshotBuilder file(String path, Reading<FileStat> seen) {
    files.put(path, seen);
    return this;
  }

  public synchronized SnapshotBuilder process(int pid, Reading<ProcessFacts> seen) {
    processes.put(pid, seen);
    return this;
  }

  public synchronized SnapshotBuilder interior(String containerId, Reading<Interior> seen) {
    interiors.put(containerId, seen);
    return this;
  }

  public synchronized SnapshotBuilder imageFiles(String imageId, Reading<ImageFiles> seen) {
    imageFiles.put(imageId, seen);
    return this;
  }

  /** Asks the second phase for the status of a path. */
  public synchronized SnapshotBuilder wantFile(String path) {
    wantedFiles.add(path);
    return this;
  }

  /** Asks the second phase for the facts of a process. */
  public synchronized SnapshotBuilder wantProcess(int pid) {
    wantedProcesses.add(pid);
    return this;
  }

  public synchronized List<String> wantedFiles() {
    return List.copyOf(wantedFiles);
  }

  public synchronized List<Integer> wantedProcesses() {
    return List.copyOf(wantedProcesses);
  }

  /** The finished snapshot. */
  public synchronized HostSnapshot build() {
    List<String> allNotes = new ArrayList<>(vantage.notes());
    allNotes.addAll(notes);
    Vantage noted =
        new Vantage(
            vantage.tool(),
            vantage.takenAt(),
            vantage.uid(),
            vantage.root(),
            vantage.hostName(),
            vantage.hostId(),
            vantage.endpoint(),
            vantage.endpointFrom(),
            allNotes);
    return new HostSnapshot(
        HostSnapshot.SCHEMA,
        noted,
        os,
        kernel,
        accounts,
        files,
        processes,
        interiors,
        imageFiles,
        listeners,
        daemonListeners,
        engine,
        daemon,
        tls,
        network,
        clients,
        probes,
        auditTrail,
        software);
  }
}
