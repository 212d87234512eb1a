package io.bulkhead.kernel.probes.auditing;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import io.bulkhead.kernel.probes.HostCalls.AuditStatus;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.DataRoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kernel's audit system, asked over netlink. */
public final class AuditProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "audit.status",
              Scope.PROCESSES,
              "Does the kernel's audit system run, and does somebody take its records",
              AuditProbes::status),
          new Probe(
              "audit.rules",
              Scope.PROCESSES,
              "Are the engine's programs, files and sockets watched",
              AuditProbes::rules),
          new Probe(
              "audit.persistent",
              Scope.FILES,
              "Are the loaded audit rules those on disk",
              AuditProbes::persistent));

  private static final List<String> PROGRAMS =
      List.of(
          "/usr/bin/dockerd",
          "/usr/sbin/dockerd",
          "/usr/bin/docker",
          "/usr/bin/containerd",
          "/usr/bin/containerd-shim",
          "/usr/bin/containerd-shim-runc-v2",
          "/usr/bin/runc",
          "/usr/sbin/runc");
  private static final List<String> FILES =
      List.of(
          "/etc/docker",
          "/etc/docker/daemon.json",
          "/etc/default/docker",
          "/etc/sysconfig/docker",
          "/etc/containerd/config.toml",
          "/usr/lib/systemd/system/docker.service",
          "/usr/lib/systemd/system/docker.socket",
          "/run/docker.sock",
          "/run/containerd/containerd.sock");

  private AuditProbes() {}

  private static Answer status(Look look) {
    Got<AuditStatus> status = look.call("netlink(AUDIT_GET)", HostCalls::auditStatus);
    if (status.is("EPROTONOSUPPORT")) {
      return Answer.fail(null, "the kernel has no audit system");
    }
    if (!status.seen()) {
      return unseen(status);
    }
    AuditStatus seen = status.get();
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("enabled", seen.enabled());
    value.put("pid", seen.pid());
    value.put("lost", seen.lost());
    if (seen.enabled() == 0 || seen.pid() == 0) {
      return Answer.fail(
          value, seen.enabled() == 0 ? "switched off" : "on, and no daemon takes its records");
    }
    return seen.lost() > 0
        ? Answer.warn(value, seen.lost() + " records were lost")
        : Answer.pass(value, "on, and a daemon takes its records");
  }

  private static Answer unseen(Got<?> failed) {
    if (failed.is("ECONNREFUSED")) {
      return Answer.unknown("the kernel hides its audit system from this user namespace");
    }
    return failed.denied()
        ? Answer.unknown("CAP_AUDIT_CONTROL is missing, or this is not the host's pid namespace")
        : Answer.unseen("the audit system", failed);
  }

  private static Answer rules(Look look) {
    Got<List<AuditRule>> rules = look.call("netlink(AUDIT_LIST_RULES)", HostCalls::auditRules);
    if (!rules.seen()) {
      Got<AuditStatus> status = look.call("netlink(AUDIT_GET)", HostCalls::auditStatus);
      return status.is("EPROTONOSUPPORT")
          ? Answer.fail(null, "the kernel has no audit system")
          : unseen(status.seen() ? rules : status);
    }
    List<AuditRule> together = RuleList.together(rules.get());
    List<String> missing = new ArrayList<>();
    int wanted = 0;
    for (String path : existing(look)) {
      wanted++;
      boolean watched =
          together.stream().anyMatch(rule -> !rule.never() && covers(look, rule, path))
              && together.stream().noneMatch(rule -> silenced(look, rule, path));
      if (!watched) {
        missing.add(path);
      }
    }
    if (wanted == 0) {
      return Answer.unknown("none of the engine's files was seen");
    }
    if (!missing.isEmpty()) {
      return Answer.fail(missing, missing.size() + " of " + wanted + " are not watched");
    }
    Got<AuditStatus> status = look.call("netlink(AUDIT_GET)", HostCalls::auditStatus);
    if (status.seen() && status.get().enabled() == 0) {
      return Answer.fail(List.of(), "all are watched, and the audit system is switched off");
    }
    return status.seen()
        ? Answer.pass(List.of(), "all are watched")
        : Answer.unseen("whether the audit system is on", status);
  }

  private static List<String> existing(Look look) {
    DaemonFacts daemon = DaemonFacts.of(look);
    List<String> all = new ArrayList<>(PROGRAMS);
    all.addAll(FILES);
    Optional<DataRoot> root = DataRoot.of(look);
    root.ifPresent(r -> all.add(r.path()));
    return all.stream().filter(path -> look.exists(daemon.root() + path)).toList();
  }

  /** Paths are compared whole: a rule for containerd-shim says nothing about containerd. */
  static boolean covers(Look look, AuditRule rule, String path) {
    boolean program = PROGRAMS.contains(path);
    boolean enough =
        (rule.permissions().contains("w") && rule.permissions().contains("a"))
            || (program && rule.permissions().contains("x"));
    String watched = canonical(rule.path());
    boolean same = watched.equals(canonical(path));
    String inside = watched.equals("/") ? watched : watched + "/";
    boolean below = rule.directory() && canonical(path).startsWith(inside);
    return enough && !rule.narrowed() && (same || below);
  }

  /** A rule takes what it covers out of the record. */
  private static boolean silenced(Look look, AuditRule rule, String path) {
    return rule.never() && covers(look, rule, path);
  }

  /** Merged directories: /bin is /usr/bin, /var/run is /run. */
  static String canonical(String path) {
    String merged =
        path.startsWith("/bin/") || path.startsWith("/sbin/") || path.startsWith("/lib/")
            ? "/usr" + path
            : path;
    String bare = merged.startsWith("/var/run/") ? merged.substring(4) : merged;
    return bare.length() > 1 && bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
  }

  private static Answer persistent(Look look) {
    Got<List<AuditRule>> loaded = look.call("netlink(AUDIT_LIST_RULES)", HostCalls::auditRules);
    Got<List<AuditRule>> stored = AuditFiles.read(look);
    if (!stored.seen() || !loaded.seen()) {
      return stored.seen() ? unseen(loaded) : Answer.unseen("the rules on disk", stored);
    }
    Set<String> onDisk = texts(stored.get());
    Set<String> inKernel = texts(RuleList.together(loaded.get()));
    TreeSet<String> onlyDisk = new TreeSet<>(onDisk);
    onlyDisk.removeAll(inKernel);
    TreeSet<String> onlyLoaded = new TreeSet<>(inKernel);
    onlyLoaded.removeAll(onDisk);
    if (onlyDisk.isEmpty() && onlyLoaded.isEmpty()) {
      return Answer.pass(
          Map.of(), onDisk.isEmpty() ? "there are none" : "the same " + onDisk.size());
    }
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("only_disk", List.copyOf(onlyDisk));
    value.put("only_loaded", List.copyOf(onlyLoaded));
    return Answer.fail(
        value, onlyDisk.size() + " only on disk, " + onlyLoaded.size() + " only loaded");
  }

  private static Set<String> texts(List<AuditRule> rules) {
    Set<String> texts = new TreeSet<>();
    for (AuditRule rule : rules) {
      if (!rule.path().isEmpty()) {
        texts.add(canonical(rule.path()) + " " + sorted(rule.permissions()));
      }
    }
    return texts;
  }

  private static String sorted(String letters) {
    StringBuilder out = new StringBuilder();
    for (char c : "rwxa".toCharArray()) {
      if (letters.indexOf(c) >= 0) {
        out.append(c);
      }
    }
    return out.toString();
  }
}
