package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.Occasion;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.SetState;
import io.bulkhead.remediate.apply.Sets;
import io.bulkhead.remediate.apply.Tree;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A host about to be changed by a process that will be broken, with both ends of the change. */
final class Scene implements AutoCloseable {
  private record Case(Deed deed, Scenario scenario) {}

  /**
   * A host before and after.
   *
   * @param inodes of the files before
   */
  private record Ends(
      SortedMap<String, String> before,
      SortedMap<String, String> after,
      SortedMap<String, Long> inodes) {}

  /** What a deed that is not broken makes of a host, without times. */
  private static final Map<Case, SortedMap<String, String>> AFTER = new ConcurrentHashMap<>();

  final Host host;
  private final Case which;
  private final Ends ends;
  private final boolean booted;

  private Scene(Host host, Case which, Ends ends, boolean booted) {
    this.host = host;
    this.which = which;
    this.ends = ends;
    this.booted = booted;
  }

  /** A fresh host below a directory, ready for the deed. */
  static Scene ready(Path below, Deed deed, Scenario scenario) throws Exception {
    Case which = new Case(deed, scenario);
    SortedMap<String, String> after = after(below, which);
    Host host = fresh(below);
    SortedMap<String, String> before = host.state();
    SortedMap<String, Long> inodes = host.tree.inodes();
    deed.prepare(host, scenario);
    Ends ends =
        deed.undoes()
            ? new Ends(host.state(), after, host.tree.inodes())
            : new Ends(before, after, inodes);
    return new Scene(host, which, ends, false);
  }

  private static Host fresh(Path below) {
    return new Host(Sets.fill(new Tree(below)), Tree.REAL);
  }

  private static SortedMap<String, String> after(Path below, Case which) throws Exception {
    SortedMap<String, String> known = AFTER.get(which);
    if (known == null) {
      Host host = fresh(below);
      SortedMap<String, String> fresh = host.timeless();
      Deed deed = which.deed().undoes() ? which.deed() : Deed.APPLY;
      deed.prepare(host, which.scenario());
      SortedMap<String, String> prepared = host.timeless();
      deed.on(host, which.scenario());
      known = host.timeless();
      assertThat(known).as("%s changes something", which).isNotEqualTo(prepared);
      if (deed == Deed.ROLLBACK) {
        assertThat(known).as("%s leads back", which).isEqualTo(fresh);
      }
      host.tree.delete();
      AFTER.put(which, known);
    }
    return known;
  }

  /** The host as it was found again on a copy of its disk, booted. */
  Scene foundAt(Tree tree) {
    return new Scene(new Host(tree, Tree.REAL), which, ends, true);
  }

  Path root() {
    return host.tree.root;
  }

  /** Breaks a process at a call. */
  Broken broken(Protocol protocol, Fault fault, int call) {
    return Broken.at(root(), which.deed(), which.scenario(), protocol, fault, call);
  }

  /**
   * After any fault and one run of the tool: exactly one end, told, clean, and nothing left to do.
   * A host as before has its old inodes, and with them their hard links and times of birth.
   *
   * @param finished the broken process had said that it was done
   * @return whether the host is as before
   */
  boolean judge(String at, boolean finished) throws RemediationException {
    Occasion next = which.deed().next();
    if (next == Occasion.EXPIRY) {
      host.outlast();
    }
    Optional<RecoveryReport> report = host.recover(next);
    SortedMap<String, String> now = seen(host.state());
    boolean back = now.equals(seen(ends.before()));
    if (!back || finished) {
      assertThat(seen(host.timeless())).as(at).isEqualTo(seen(ends.after()));
    } else {
      assertThat(host.tree.inodes()).as(at + ": inodes").isEqualTo(ends.inodes());
    }
    engineIsWhereItsFileIs(at);
    assertThat(host.upToDate()).as(at + ": what is in force is what the files say").isTrue();
    report.ifPresent(
        said -> {
          assertThat(said.complete()).as(at + said.lines()).isTrue();
          assertThat(said.wentBack()).as(at + said.lines()).isEqualTo(back);
        });
    assertThat(now.keySet()).as(at).noneMatch(path -> path.contains(".bulkhead-"));
    assertThat(host.tree.has("var/lib/bulkhead/pending")).as(at).isFalse();
    assertThat(host.recover(next)).as(at + ": nothing left to do").isEmpty();
    assertThat(host.sets().chain().says()).as(at).contains("verified");
    assertThat(host.sets().history()).as(at).noneMatch(set -> set.state() == SetState.OPEN);
    return back;
  }

  /** Values of a running system do not outlive its power. */
  private SortedMap<String, String> seen(SortedMap<String, String> state) {
    SortedMap<String, String> all = new TreeMap<>(state);
    if (booted) {
      all.keySet().removeIf(path -> path.startsWith("proc/"));
    }
    return all;
  }

  private void engineIsWhereItsFileIs(String at) {
    boolean asked = host.tree.text(Sets.CONFIG.substring(1)).contains("live-restore\": true");
    assertThat(host.engine().does("live-restore")).as(at + ": live-restore").isEqualTo(asked);
    if (which.scenario() == Scenario.RESTART) {
      boolean shut = host.tree.text(Sets.CONFIG.substring(1)).contains("icc\": false");
      assertThat(host.engine().does("icc")).as(at + ": icc").isEqualTo(!shut);
    }
  }

  @Override
  public void close() {
    Broken.forget(root());
    host.tree.delete();
  }
}
