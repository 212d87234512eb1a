package io.bulkhead.audit.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process being described for a test. */
public final class ProcessSample {
  /** The 14 capabilities a container gets by default. */
  public static final long DEFAULT_CAPABILITIES = 0xa80425fbL;

  /** All capabilities of a kernel since 5.9. */
  public static final long ALL_CAPABILITIES = 0x1ffffffffffL;

  private final int pid;
  private final String command;
  private final String cgroup;
  private List<String> argv;
  private long uid;
  private final Map<String, Long> capabilities = new LinkedHashMap<>();
  private boolean noNewPrivs;
  private int seccomp;
  private long openFilesHard = 1_048_576;
  private Reading<String> label;
  private Reading<List<ProcessFacts.IdMap>> uidMap;
  private final Map<String, String> namespaces = new LinkedHashMap<>();

  private ProcessSample(int pid, String command, String cgroup, long ownNamespaces) {
    this.pid = pid;
    this.command = command;
    this.cgroup = cgroup;
    this.argv = List.of(command);
    this.label = Reading.present("unconfined", Origin.observed("/proc/" + pid + "/attr/current"));
    this.uidMap =
        Reading.present(
            List.of(new ProcessFacts.IdMap(0, 0, 4294967295L)),
            Origin.observed("/proc/" + pid + "/uid_map"));
    capabilities(ALL_CAPABILITIES);
    capabilities.put("CapInh", 0L);
    capabilities.put("CapAmb", 0L);
    namespaces.put("user", "user:[4026531837]");
    for (String kind : List.of("net", "pid", "ipc", "uts", "mnt", "cgroup")) {
      namespaces.put(kind, kind + ":[" + (4026531840L + ownNamespaces) + "]");
    }
  }

  /** A process of the host itself, root and unconfined. */
  public static ProcessSample onHost(int pid, String command) {
    return new ProcessSample(pid, command, "/system.slice/" + command + ".service", 0);
  }

  /** The first process of a container with the engine's defaults on an AppArmor host. */
  public static ProcessSample inContainer(String name, int pid) {
    String scope = "/system.slice/docker-" + ContainerSample.idOf(name) + ".scope";
    return new ProcessSample(pid, "sleep", scope, pid)
        .capabilities(DEFAULT_CAPABILITIES)
        .seccomp(2)
        .label("docker-default (enforce)");
  }

  public ProcessSample argv(String... arguments) {
    argv = List.of(arguments);
    return this;
  }

  public ProcessSample uid(long effective) {
    uid = effective;
    return this;
  }

  /** Sets permitted, effective and bounding set. */
  public ProcessSample capabilities(long mask) {
    return mask("CapPrm", mask).mask("CapEff", mask).mask("CapBnd", mask);
  }

  /** Sets one set, for example {@code CapAmb}. */
  public ProcessSample mask(String set, long mask) {
    capabilities.put(set, mask);
    return this;
  }

  public ProcessSample noNewPrivs() {
    noNewPrivs = true;
    return this;
  }

  public ProcessSample seccomp(int mode) {
    seccomp = mode;
    return this;
  }

  public ProcessSample openFilesHard(long limit) {
    openFilesHard = limit;
    return this;
  }

  public ProcessSample label(String text) {
    label = Reading.present(text, label.origin());
    return this;
  }

  public ProcessSample label(Reading<String> reading) {
    label = reading;
    return this;
  }

  public ProcessSample uidMap(long inside, long outside, long count) {
    uidMap =
        Reading.present(List.of(new ProcessFacts.IdMap(inside, outside, count)), uidMap.origin());
    return this;
  }

  public ProcessSample namespace(String kind, String inode) {
    namespaces.put(kind, inode);
    return this;
  }

  /** As an unprivileged reader sees it: no namespaces. */
  public ProcessSample withoutNamespaces() {
    namespaces.clear();
    return this;
  }

  public ProcessFacts build() {
    return new ProcessFacts(
        pid,
        1,
        command,
        Reading.present("/usr/sbin/" + command, Origin.observed("/proc/" + pid + "/exe")),
        argv,
        uid,
        1_795_000_000_000L,
        capabilities,
        noNewPrivs,
        seccomp,
        label,
        uidMap,
        namespaces,
        cgroup,
        Reading.present(openFilesHard, Origin.observed("/proc/" + pid + "/limits")));
  }

  public Reading<ProcessFacts> reading() {
    return Reading.present(build(), Origin.observed("/proc/" + pid));
  }
}
