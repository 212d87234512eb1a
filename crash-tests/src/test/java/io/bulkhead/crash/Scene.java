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
  private record Ends(SortedMap<String, String> before, SortedMap<String, String> after) {}

  private static final Map<Scenario, Ends> ENDS = new ConcurrentHashMap<>();

  final Host host;
  private final Deed deed;
  private final Scenario scenario;
  private final Ends ends;
  private final SortedMap<String, Long> inodes;

  private Scene(
      Host host, Deed deed, Scenario scenario, Ends ends, SortedMap<String, Long> inodes) {
    this.host = host;
    this.deed = deed;
    this.scenario = scenario;
    this.ends = ends;
    this.inodes = inodes;
  }

  /** A fresh host below a directory, ready for the deed. */
  static Scene ready(Path below, Deed deed, Scenario scenario) throws Exception {
    Ends known = ends(below, scenario);
    Host host = new Host(Sets.fill(new Tree(below)), Tree.REAL);
    SortedMap<String, String> fresh = host.tree.state();
    SortedMap<String, Long> inodes = host.tree.inodes();
    deed.prepare(host, scenario);
    return deed == Deed.ROLLBACK
        ? new Scene(
            host, deed, scenario, new Ends(host.tree.state(), timeless(fresh)), host.tree.inodes())
        : new Scene(host, deed, scenario, new Ends(fresh, known.after()), inodes);
  }

  /** Both ends of applying a scenario, without times. */
  private static Ends ends(Path below, Scenario scenario) throws Exception {
    Ends known = ENDS.get(scenario);
    if (known == null) {
      Host host = new Host(Sets.fill(new Tree(below)), Tree.REAL);
      SortedMap<String, String> fresh = host.tree.timeless();
      host.apply(scenario.plan(host.tree));
      known = new Ends(fresh, host.tree.timeless());
      host.tree.delete();
      ENDS.put(scenario, known);
    }
    return known;
  }

  private static SortedMap<String, String> timeless(SortedMap<String, String> state) {
    SortedMap<String, String> all = new TreeMap<>();
    state.forEach((path, says) -> all.put(path, says.replaceFirst(" @.*", "")));
    return all;
  }

  /** The host as it was found again elsewhere, for example on a copy of its disk. */
  Scene foundAt(Tree tree) {
    return new Scene(new Host(tree, Tree.REAL), deed, scenario, ends, inodes);
  }

  Path root() {
    return host.tree.root;
  }

  /** Breaks a process at a call. */
  Broken broken(Protocol protocol, Fault fault, int call) {
    return Broken.at(root(), deed, scenario, protocol, fault, call);
  }

  /**
   * After any fault and one run of the tool: exactly one end, told, clean, and nothing left to do.
   * A host as before has its old inodes, and with them their hard links and times of birth.
   *
   * @param finished the broken process had said that it was done
   * @return whether the host is as before
   */
  boolean judge(String at, boolean finished) throws RemediationException {
    if (deed.next() == Occasion.EXPIRY) {
      host.outlast();
    }
    Optional<RecoveryReport> report = host.recover(deed.next());
    SortedMap<String, String> now = host.tree.state();
    boolean back = now.equals(ends.before());
    if (!back || finished) {
      assertThat(host.tree.timeless()).as(at).isEqualTo(ends.after());
    } else {
      assertThat(host.tree.inodes()).as(at + ": inodes").isEqualTo(inodes);
    }
    engineIsWhereItsFileIs(at);
    report.ifPresent(
        said -> {
          assertThat(said.complete()).as(at + said.lines()).isTrue();
          assertThat(said.wentBack()).as(at + said.lines()).isEqualTo(back);
        });
    assertThat(now.keySet()).as(at).noneMatch(path -> path.contains(".bulkhead-"));
    assertThat(host.tree.has("var/lib/bulkhead/pending")).as(at).isFalse();
    assertThat(host.recover(deed.next())).as(at + ": nothing left to do").isEmpty();
    assertThat(host.sets().chain().says()).as(at).contains("verified");
    assertThat(host.sets().history()).as(at).noneMatch(set -> set.state() == SetState.OPEN);
    return back;
  }

  private void engineIsWhereItsFileIs(String at) {
    boolean asked = host.tree.text(Sets.CONFIG.substring(1)).contains("live-restore\": true");
    assertThat(host.engine().does("live-restore")).as(at + ": live-restore").isEqualTo(asked);
    if (scenario == Scenario.RESTART) {
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
