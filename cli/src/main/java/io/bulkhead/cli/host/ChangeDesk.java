package io.bulkhead.cli.host;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.daemon.json.SpellOut;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.HostDriver;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.TlsWishes;
import io.bulkhead.remediate.apply.ChangeSets;
import io.bulkhead.remediate.apply.Guard;
import io.bulkhead.remediate.apply.Past;
import io.bulkhead.remediate.apply.Signals;
import io.bulkhead.remediate.engine.FindingsComparison;
import io.bulkhead.remediate.engine.IdleEngine;
import io.bulkhead.remediate.files.HostTargets;
import io.bulkhead.remediate.files.LiveTargets;
import io.bulkhead.remediate.guard.Logins;
import io.bulkhead.remediate.plan.DockerdValidate;
import io.bulkhead.remediate.plan.Planner;
import io.bulkhead.remediate.plan.Rollback;
import io.bulkhead.remediate.plan.RollbackPlanner;
import io.bulkhead.remediate.plan.RollbackRequest;
import io.bulkhead.remediate.plan.Selection;
import io.bulkhead.remediate.plan.Staleness;
import io.bulkhead.remediate.state.StateDirectory;
import io.bulkhead.remediate.tls.TlsProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Puts together what planning and changing need. */
public final class ChangeDesk {
  private final Bench bench;

  /**
   * The parts.
   *
   * @param sys system calls, loaded when needed
   * @param files the host's files, opened when needed
   * @param root directory that targets are below
   * @param state root and place below it of the state directory
   * @param driver engine driver for a host as it was seen
   * @param hostDriver tells the rest of the host
   * @param validate asks dockerd about a new configuration file
   * @param signals what happens to signals while a change set is open
   * @param guard takes a set back when nobody else can; made when needed
   * @param bootDriver the engine while the machine boots
   * @param tool version of Bulkhead
   */
  public record Bench(
      Supplier<Sys> sys,
      Supplier<HostFiles> files,
      Path root,
      StatePlace state,
      Function<HostSnapshot, EngineDriver> driver,
      HostDriver hostDriver,
      DockerdValidate validate,
      List<Remedy> remedies,
      HostLook look,
      Judge judge,
      Clock clock,
      Signals signals,
      Supplier<Guard> guard,
      EngineDriver bootDriver,
      String tool) {}

  /**
   * Where journal and before-images are kept.
   *
   * @param place absolute path as seen from {@code root}
   */
  public record StatePlace(Path root, String place) {
    /** As a path of this machine. */
    public Path path() {
      return root.resolve(place.substring(1));
    }
  }

  public ChangeDesk(Bench bench) {
    this.bench = bench;
  }

  /** True if the running system is changed, not a tree of files. */
  public boolean live() {
    return bench.root().equals(Path.of("/"));
  }

  public Path root() {
    return bench.root();
  }

  /** The state directory. */
  public Path statePath() {
    return bench.state().path();
  }

  public Clock clock() {
    return bench.clock();
  }

  public Targets targets() {
    Targets files = new LiveTargets(bench.sys().get(), bench.root());
    return live() ? new HostTargets(files, bench.hostDriver()) : files;
  }

  public Sys sys() {
    return bench.sys().get();
  }

  public long effectiveUid() {
    return bench.sys().get().effectiveUid();
  }

  /** A plan of fixes. */
  public Prepared plan(
      HostSnapshot host, List<Finding> findings, Selection selection, TlsWishes wishes)
      throws RemediationException {
    return planner().with(wishes).plan(host, findings, selection);
  }

  /** A plan of one change that somebody asks for. */
  public Prepared asked(HostSnapshot host, String title, Proposal.Fix fix)
      throws RemediationException {
    return planner().asked(host, title, fix);
  }

  private Planner planner() {
    return new Planner(targets(), bench.files().get(), bench.remedies(), bench.validate());
  }

  /** What a saved plan depends on, compared with the host as it is now. */
  public Staleness staleness(Plan saved, Plan fresh, HostSnapshot host) {
    List<Fact> current = planner().factsNow(saved, host);
    Targets now = targets();
    return Staleness.of(
        saved,
        fresh,
        current,
        bench.clock().instant().toString(),
        path -> Edited.at(now.file(path).state()));
  }

  /** A plan of the way back. */
  public Rollback planBack(Past past, RollbackRequest request, Optional<HostSnapshot> host)
      throws RemediationException {
    return new RollbackPlanner(past, host, targets(), bench.files().get(), bench.validate())
        .plan(request);
  }

  /**
   * True if there may be an unfinished change set: a cheap look that loads nothing. False where the
   * directory may not be looked into.
   */
  public boolean somethingPending() {
    return Files.exists(bench.state().path().resolve(StateDirectory.PENDING));
  }

  /** True if the guard or a boot did something that was not told yet; as cheap. */
  public boolean somethingNew() {
    return Files.exists(bench.state().path().resolve(StateDirectory.NEWS));
  }

  /** Why nothing could take a change set back by itself here; empty if something can. */
  public Optional<String> unguarded() {
    return bench.guard().get().refusal();
  }

  /** Whose way in a plan touches, and what happens if it cuts them off; one sentence each. */
  public List<String> reach(Plan plan, HostSnapshot seen) {
    if (!live() || plan.changes().stream().allMatch(c -> c.access() == Access.NONE)) {
      return List.of();
    }
    List<String> lines =
        new ArrayList<>(new Reach(seen, Logins.current().sshConnection()).of(plan));
    lines.add(
        unguarded()
            .map(why -> "nothing would undo it, so apply makes it with --no-guard only: " + why)
            .orElse("undone by itself unless confirmed from a new login in time"));
    return lines;
  }

  /** For recovering while the machine boots. */
  public ChangeSets booting() {
    return sets(bench.bootDriver(), plan -> new Aftercheck.Result(true, ""));
  }

  /** For looking only: history, open sets. */
  public ChangeSets reading() {
    return sets(IdleEngine.UNTOUCHED, plan -> new Aftercheck.Result(true, ""));
  }

  /**
   * For changing.
   *
   * @param seen the host as it is now, for the way its engine is started
   * @param before the findings that the second audit is compared with
   */
  public ChangeSets changing(HostSnapshot seen, List<Finding> before) throws RemediationException {
    return own(
        seen, sets(bench.driver().apply(seen), p -> aftercheck(p, before, bench.look().look())));
  }

  private Aftercheck.Result aftercheck(Plan plan, List<Finding> before, HostSnapshot now) {
    Aftercheck.Result findings = FindingsComparison.compare(plan, before, judged(now));
    if (!findings.ok() || !live() || !TlsProof.needed(plan)) {
      return findings;
    }
    HostFiles files = bench.files().get();
    Aftercheck.Result proof =
        new TlsProof(path -> files.bytes(path).seen(), bench.clock()).of(plan, now);
    return new Aftercheck.Result(
        proof.ok(), proof.ok() ? findings.sentence() + "; " + proof.sentence() : proof.sentence());
  }

  /** For undoing: findings come back, so nothing is compared. */
  public ChangeSets undoing(HostSnapshot seen) throws RemediationException {
    Aftercheck.Result said =
        new Aftercheck.Result(true, "not compared: an undo brings findings back");
    return own(seen, sets(bench.driver().apply(seen), plan -> said));
  }

  /** Nothing is changed by the journal of another host. */
  private static ChangeSets own(HostSnapshot seen, ChangeSets sets) throws RemediationException {
    sets.requireOwn(seen.vantage().hostId());
    return sets;
  }

  private List<Finding> judged(HostSnapshot host) {
    return bench.judge().judge(host, bench.judge().checks(Profile.ALL, Selection.ALL));
  }

  private ChangeSets sets(EngineDriver driver, Aftercheck aftercheck) {
    return new ChangeSets(
        new ChangeSets.Parts(
            bench.sys().get(),
            bench.root(),
            state(),
            driver,
            bench.hostDriver(),
            SpellOut::values,
            aftercheck,
            bench.clock(),
            bench.signals(),
            bench.guard().get(),
            bench.tool()));
  }

  private StateDirectory state() {
    return new StateDirectory(bench.sys().get(), bench.state().root(), bench.state().place());
  }
}
