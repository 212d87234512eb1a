package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.RecordingSys;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.state.StateDirectory;
import java.time.Clock;
import java.util.Optional;

/** A tree, an engine beside it, and change sets that can be broken anywhere. */
final class Rig {
  final Tree tree;
  final FakeEngine engine;
  final FakeHost host;
  Aftercheck aftercheck = plan -> new Aftercheck.Result(true, "all pass");
  Signals signals = Signals.NONE;
  Clock clock = Clock.systemUTC();
  final FakeGuard guard = new FakeGuard();

  Rig(Tree tree) {
    this.tree = tree;
    this.host = new FakeHost(tree);
    this.engine = new FakeEngine(tree.root.resolve("etc/docker/daemon.json"));
  }

  ChangeSets sets(Sys sys) {
    return new ChangeSets(
        new ChangeSets.Parts(
            sys,
            tree.root,
            new StateDirectory(sys, tree.root),
            engine,
            host.through(sys),
            engine,
            aftercheck,
            clock,
            signals,
            guard,
            "test"));
  }

  ChangeSets sets() {
    return sets(Tree.REAL);
  }

  ApplyResult apply(Prepared prepared) throws RemediationException {
    return apply(Tree.REAL, prepared);
  }

  ApplyResult apply(Sys sys, Prepared prepared) throws RemediationException {
    try (Session session = sets(sys).begin("apply")) {
      return session.apply(
          prepared, Approval.atOnce(Actor.named("alice"), "test"), Progress.SILENT);
    }
  }

  /** What the next command does about what it finds. */
  Optional<RecoveryReport> recover(Sys sys) throws RemediationException {
    try (Session session = sets(sys).begin("apply")) {
      return session.recovered();
    }
  }

  Optional<RecoveryReport> recover() throws RemediationException {
    return recover(Tree.REAL);
  }

  /** Runs until the power goes off; false if it never did. */
  boolean interrupted(RecordingSys sys, Run run) throws RemediationException {
    try {
      run.with(sys);
      return false;
    } catch (RecordingSys.PowerOff off) {
      return true;
    } finally {
      if (sys.isOff()) {
        sys.bury();
      }
    }
  }

  /** Something done with a system. */
  interface Run {
    void with(Sys sys) throws RemediationException;
  }
}
