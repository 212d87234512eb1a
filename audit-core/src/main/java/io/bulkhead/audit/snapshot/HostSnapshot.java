package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

/**
 * All that was seen of one host at one moment. The same snapshot gives the same report on any
 * machine.
 *
 * @param schema version of this structure: {@value #SCHEMA}
 * @param os name, version and id from /etc/os-release
 * @param files status by path as asked for
 * @param processes daemon and first processes of containers, by pid
 * @param interiors what the kernel says about running containers, by container id
 * @param imageFiles what stands in the layers of images, by image id
 * @param listeners listening sockets of the host's own network namespace
 * @param daemonListeners listening TCP sockets that the daemon's process holds, in its own network
 *     namespace
 * @param tls certificates and keys of the engine
 * @param network how the engine can be reached
 * @param clients CLI configurations of the users whose home could be looked into
 * @param probes answers of the kernel and host probes by id; empty where only files were looked at
 * @param auditTrail what the kernel's audit system records
 * @param software what is installed and set up around the engine
 */
public record HostSnapshot(
    int schema,
    Vantage vantage,
    Reading<Os> os,
    Kernel kernel,
    Reading<Accounts> accounts,
    Map<String, Reading<FileStat>> files,
    Map<Integer, Reading<ProcessFacts>> processes,
    Map<String, Reading<Interior>> interiors,
    Map<String, Reading<ImageFiles>> imageFiles,
    Reading<List<Listener>> listeners,
    Reading<List<Listener>> daemonListeners,
    Engine engine,
    Daemon daemon,
    TlsMaterial tls,
    HostNetwork network,
    List<Reading<ClientConfig>> clients,
    Map<String, ProbeResult> probes,
    AuditTrail auditTrail,
    Software software) {

  public static final int SCHEMA = 1;

  public HostSnapshot {
    files = Map.copyOf(files);
    processes = Map.copyOf(processes);
    interiors = Map.copyOf(interiors);
    imageFiles = Map.copyOf(imageFiles);
    clients = List.copyOf(clients);
    probes = Map.copyOf(probes);
  }

  /** The distribution. */
  public record Os(String id, String versionId, String prettyName) {}

  /** Status of a path; a path nobody asked for is unreadable, never absent. */
  public Reading<FileStat> file(String path) {
    return files.getOrDefault(path, Reading.unreadable(Origin.observed(path), "not looked at"));
  }

  /** The answer of a probe; one that was not put is unknown. */
  public ProbeResult probe(String id) {
    return probes.getOrDefault(
        id,
        new ProbeResult(id, Judgement.UNKNOWN, new ConfigValue.Null(), "not looked at", List.of()));
  }

  /** Facts of a process; a pid nobody asked for is unreadable. */
  public Reading<ProcessFacts> process(int pid) {
    return processes.getOrDefault(
        pid, Reading.unreadable(Origin.observed("/proc/" + pid), "not looked at"));
  }

  /** What the kernel says about a running container; one nobody looked at is unreadable. */
  public Reading<Interior> interior(Container container) {
    return interiors.getOrDefault(
        container.id(),
        Reading.unreadable(
            Origin.observed("processes of container " + container.name()), "not looked at"));
  }

  /** What stands in the layers of an image; one nobody looked at is unreadable. */
  public Reading<ImageFiles> files(Image image) {
    return imageFiles.getOrDefault(
        image.id(),
        Reading.unreadable(Origin.observed("layers of image " + image.name()), "not looked at"));
  }
}
