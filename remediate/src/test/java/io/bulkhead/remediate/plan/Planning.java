package io.bulkhead.remediate.plan;

import io.bulkhead.audit.Audit;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.remedies.Remedies;
import java.util.List;
import java.util.Optional;

/** Plans for a described host, with the real checks and remedies. */
final class Planning {
  static final String DAEMON_JSON = "/etc/docker/daemon.json";
  static final DockerdValidate NO_DOCKERD =
      (bytes, daemon, argv) ->
          new DockerdValidate.Result(DockerdValidate.Answer.CANNOT_SAY, "this is a test");

  private Planning() {}

  static Prepared prepare(SnapshotBuilder host, FakeTargets targets, Selection selection) {
    return prepare(host.build(), targets, selection, NO_DOCKERD);
  }

  static Prepared prepare(
      HostSnapshot host, FakeTargets targets, Selection selection, DockerdValidate validate) {
    try {
      return new Planner(targets, targets.files(), Remedies.all(), validate)
          .plan(host, findings(host), selection);
    } catch (RemediationException e) {
      throw new AssertionError(e);
    }
  }

  /** The way back from a set that was applied last. */
  static Prepared back(SetDetail set, HostSnapshot host, FakeTargets targets)
      throws RemediationException {
    return new RollbackPlanner(
            new FakePast(set), Optional.of(host), targets, targets.files(), NO_DOCKERD)
        .plan(RollbackRequest.of(set.summary().id()))
        .prepared();
  }

  static List<Finding> findings(HostSnapshot host) {
    return Audit.judge(host, BuiltInCatalogue.catalogue().checks());
  }

  static Plan only(SnapshotBuilder host, FakeTargets targets, String... ids) {
    return prepare(host, targets, only(ids)).plan();
  }

  static Selection only(String... ids) {
    return new Selection(List.of(ids), List.of(), java.util.Set.of());
  }

  static Change change(Plan plan, String id) {
    return plan.changes().stream()
        .filter(c -> c.fixes().stream().anyMatch(f -> f.value().equals(id)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " is not among " + plan.changes()));
  }

  static Plan.Unfixed unfixed(Plan plan, String id) {
    return plan.unfixed().stream()
        .filter(u -> u.check().value().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " is not among " + plan.unfixed()));
  }
}
