package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.RemediationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A tree to which a set is applied that must be confirmed within five minutes. */
final class Guarded {
  static final Duration TIME = Duration.ofMinutes(5);

  /** The connection the set is applied over. */
  static final String SSH = "192.0.2.7 50000 192.0.2.1 22";

  final Rig rig = new Rig(Sets.tree());
  final Prepared plan = Sets.three(rig.tree);
  final SortedMap<String, String> before = rig.tree.state();

  ApplyResult apply(Sys sys) throws RemediationException {
    try (Session session = rig.sets(sys).begin("apply")) {
      Actor actor = new Actor("alice", "", "", SSH, "");
      return session.apply(plan, new Approval(actor, "test", Optional.of(TIME)), Progress.SILENT);
    }
  }

  /** From a login that begins now. */
  List<String> confirm(Sys sys) throws RemediationException {
    rig.guard.pass(Duration.ofSeconds(1));
    Login login = new Login(rig.guard.now, "192.0.2.7 50001 192.0.2.1 22");
    return confirm(sys, login, false);
  }

  List<String> confirm(Sys sys, Login login, boolean any) throws RemediationException {
    try (Session session = rig.sets(sys).begin("confirm")) {
      return session.confirm(Actor.named("alice"), login, any, Progress.SILENT);
    }
  }

  /** What the guard does when its timer rings. */
  Optional<RecoveryReport> ring(Sys sys) throws RemediationException {
    try (Session session = rig.sets(sys).begin("guard", Occasion.EXPIRY)) {
      return session.recovered();
    }
  }

  SetState state() throws RemediationException {
    return rig.sets().history().get(0).state();
  }

  boolean back() {
    return rig.tree.state().equals(before);
  }
}
