package io.bulkhead.kernel.probes.auditing;

import io.bulkhead.audit.snapshot.AuditTrail;
import io.bulkhead.audit.snapshot.AuditTrail.Watch;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the kernel what it audits, and reads what the next boot will make it audit. */
public final class AuditTrailGatherer implements Gatherer {
  private static final Origin ASKED = Origin.observed("audit netlink");
  private static final String DIRECTORY = "/etc/audit/rules.d";
  private static final String WHOLE = "/etc/audit/audit.rules";

  /** The other paths that a host with an engine should watch. */
  private static final List<String> PATHS =
      List.of("/run/containerd", "/run/docker.sock", "/etc/containerd/config.toml");

  private final HostFiles files;
  private final Supplier<Optional<HostCalls>> calls;

  /**
   * @param calls system calls; empty where they speak about another host
   */
  public AuditTrailGatherer(HostFiles files, Supplier<Optional<HostCalls>> calls) {
    this.files = files;
    this.calls = calls;
  }

  @Override
  public Phase phase() {
    return Phase.FIRST;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    PATHS.forEach(draft::wantFile);
    Optional<HostCalls> asked = calls.get();
    Reading<AuditTrail.Status> status =
        asked
            .map(HostCalls::auditStatus)
            .map(got -> reading(got.map(s -> new AuditTrail.Status(s.enabled(), s.pid()))))
            .orElseGet(() -> Reading.unreadable(ASKED, "the kernel is not this host's"));
    Reading<List<Watch>> loaded =
        asked
            .map(HostCalls::auditRules)
            .map(got -> reading(got.map(RuleList::together).map(this::inForce)))
            .orElseGet(() -> Reading.unreadable(ASKED, "the kernel is not this host's"));
    draft.auditTrail(new AuditTrail(status, loaded, stored()));
  }

  private static <T> Reading<T> reading(Got<T> got) {
    if (got.seen()) {
      return Reading.present(got.get(), ASKED);
    }
    return got.is("EPROTONOSUPPORT") ? Reading.absent(ASKED) : Reading.unreadable(ASKED, got.why());
  }

  /**
   * A watch that was loaded before its directory was there is about the name alone, and says
   * nothing of what happens inside.
   */
  private List<Watch> inForce(List<AuditRule> rules) {
    return rules.stream()
        .map(
            rule ->
                watch(
                    rule,
                    rule.directory(),
                    rule.narrowed() || (!rule.directory() && isDirectory(rule.path()))))
        .toList();
  }

  /** What the next boot makes of them, where a directory is there by then. */
  private List<Watch> watches(List<AuditRule> rules) {
    return rules.stream()
        .map(rule -> watch(rule, rule.directory() || isDirectory(rule.path()), rule.narrowed()))
        .toList();
  }

  private Watch watch(AuditRule rule, boolean directory, boolean narrowed) {
    return new Watch(real(rule), directory, rule.permissions(), narrowed, rule.never());
  }

  /** The kernel follows links above a file, and a directory's own; not one in a file's place. */
  private String real(AuditRule rule) {
    String path = AuditProbes.canonical(rule.path());
    if (isDirectory(path)) {
      return realPath(path);
    }
    int slash = path.lastIndexOf('/');
    String above = slash <= 0 ? "" : realPath(path.substring(0, slash));
    return slash < 0 ? path : above + path.substring(slash);
  }

  private String realPath(String path) {
    return files.stat(path).seen().map(FileStat::realPath).orElse(path);
  }

  private Reading<List<Watch>> stored() {
    Reading<List<String>> names = files.list(DIRECTORY);
    List<String> paths = new ArrayList<>();
    names.seen().orElse(List.of()).stream()
        .filter(name -> name.endsWith(".rules"))
        .forEach(name -> paths.add(DIRECTORY + "/" + name));
    if (names instanceof Reading.Unreadable<List<String>> unseen) {
      return Reading.unreadable(unseen.origin(), unseen.reason());
    }
    if (paths.isEmpty()) {
      paths.add(WHOLE);
    }
    List<String> lines = new ArrayList<>();
    for (String path : paths) {
      Reading<String> text = files.text(path);
      if (text instanceof Reading.Unreadable<String> unseen) {
        return Reading.unreadable(unseen.origin(), unseen.reason());
      }
      text.seen().orElse("").lines().forEach(lines::add);
    }
    return Reading.present(watches(RuleList.of(lines)), Origin.observed(DIRECTORY));
  }

  /** The kernel finds out by itself when it loads a watch. */
  private boolean isDirectory(String path) {
    return files.stat(path).seen().filter(s -> s.kind() == FileKind.DIRECTORY).isPresent();
  }
}
