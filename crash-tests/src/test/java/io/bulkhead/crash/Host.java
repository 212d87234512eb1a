package io.bulkhead.crash;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.Actor;
import io.bulkhead.remediate.apply.ApplyResult;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.apply.Sets;
import io.bulkhead.remediate.apply.Signals;
import io.bulkhead.remediate.apply.Tree;
import io.bulkhead.remediate.state.StateDirectory;
import java.time.Clock;
import java.util.Optional;

/** A tree with an engine beside it, and the change sets made to both. */
final class Host {
  final Tree tree;
  private final Sys sys;

  Host(Tree tree, Sys sys) {
    this.tree = tree;
    this.sys = sys;
  }

  ChangeSets sets() {
    LastingEngine engine = engine();
    Aftercheck aftercheck = plan -> new Aftercheck.Result(true, "all pass");
    return new ChangeSets(
        new ChangeSets.Parts(
            sys,
            tree.root,
            new StateDirectory(sys, tree.root),
            engine,
            engine,
            aftercheck,
            Clock.systemUTC(),
            Signals.NONE,
            "test"));
  }

  LastingEngine engine() {
    return new LastingEngine(tree);
  }

  ApplyResult apply(Prepared prepared) throws RemediationException {
    try (Session session = sets().begin("apply")) {
      return session.apply(prepared, Actor.named("alice"), "test", Progress.SILENT);
    }
  }

  /** The plan that takes the last set back. */
  Prepared undoing() throws Exception {
    return new Sets(tree).undoing(sets().show("last"));
  }

  /** What the next command does about what it finds. */
  Optional<RecoveryReport> recover() throws RemediationException {
    try (Session session = sets().begin("recover")) {
      return session.recovered();
    }
  }
}
