package io.bulkhead.crash;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.apply.Actor;
import io.bulkhead.remediate.apply.Approval;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.FakeHost;
import io.bulkhead.remediate.apply.Login;
import io.bulkhead.remediate.apply.Occasion;
import io.bulkhead.remediate.apply.RecoveryReport;
import io.bulkhead.remediate.apply.Session;
import io.bulkhead.remediate.apply.Sets;
import io.bulkhead.remediate.apply.Signals;
import io.bulkhead.remediate.apply.Tree;
import io.bulkhead.remediate.state.StateDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;

/** A tree with an engine beside it, and the change sets made to both. */
final class Host {
  private static final Duration CONFIRM_WITHIN = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int TRIES = 100;
  private static final Actor ALICE = Actor.named("alice");

  final Tree tree;
  private final Sys sys;
  private final FakeHost rest;

  Host(Tree tree, Sys sys) {
    this.tree = tree;
    this.sys = sys;
    this.rest = new FakeHost(tree).through(sys);
  }

  /** Files as {@link Tree#state} tells them, and the values in force. */
  SortedMap<String, String> state() {
    return withValues(tree.state());
  }

  /** The same without times. */
  SortedMap<String, String> timeless() {
    return withValues(tree.timeless());
  }

  private SortedMap<String, String> withValues(SortedMap<String, String> files) {
    files.putAll(rest.values());
    return files;
  }

  /** True if all that reads files has read them as they are. */
  boolean upToDate() {
    return rest.upToDate();
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
            rest,
            engine,
            aftercheck,
            Clock.systemUTC(),
            Signals.NONE,
            guard(),
            "test"));
  }

  LastingEngine engine() {
    return new LastingEngine(tree);
  }

  private LastingGuard guard() {
    return new LastingGuard(tree);
  }

  /** Applies a plan that is final at once. */
  void apply(Prepared prepared) throws RemediationException {
    apply(prepared, Approval.atOnce(ALICE, "test"));
  }

  /** Applies a plan that goes back by itself unless it is confirmed. */
  void applyUnlessUnconfirmed(Prepared prepared) throws RemediationException {
    apply(prepared, new Approval(ALICE, "test", Optional.of(CONFIRM_WITHIN)));
  }

  private void apply(Prepared prepared, Approval approval) throws RemediationException {
    try (Session session = sets().begin("apply")) {
      session.apply(prepared, approval, Progress.SILENT);
    }
  }

  /** Confirms from a login that begins now. */
  void confirm() throws RemediationException {
    guard().pass(Duration.ofSeconds(1));
    Login login = new Login(guard().uptime(), "192.0.2.7 50001 192.0.2.1 22");
    try (Session session = sets().begin("confirm")) {
      session.confirm(ALICE, login, false, Progress.SILENT);
    }
  }

  /** Lets the time for a confirmation run out. */
  void outlast() {
    guard().pass(CONFIRM_WITHIN.multipliedBy(3));
  }

  /** The plan that takes the last set back. */
  Prepared undoing() throws Exception {
    return new Sets(tree).undoing(sets().show("last"));
  }

  /** The plan that takes back every second file, mode and value of the last set, and its engine. */
  Prepared undoingPart() throws Exception {
    return new Sets(tree).undoing(sets().show("last"), Host::partly);
  }

  private static boolean partly(Step step) {
    boolean single = !(step instanceof Step.Engine || step instanceof Step.Reread);
    return !(step instanceof Step.Directory)
        && (!single || step.seq() % 2 == 0 || step.target().equals(Sets.CONFIG));
  }

  /** What a run does about what it finds, at once. */
  Optional<RecoveryReport> recoverNow(Occasion occasion) throws RemediationException {
    try (Session session = sets().begin("recover", occasion)) {
      return session.recovered();
    }
  }

  /**
   * What the next run does about what it finds. A process that this one is just starting holds what
   * this one had open, locks too, until it runs its own program: such a lock is waited for.
   */
  Optional<RecoveryReport> recover(Occasion occasion) throws RemediationException {
    for (int tries = 0; ; tries++) {
      try {
        return recoverNow(occasion);
      } catch (RemediationException e) {
        if (e.kind() != RemediationException.Kind.BUSY || tries == TRIES) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
