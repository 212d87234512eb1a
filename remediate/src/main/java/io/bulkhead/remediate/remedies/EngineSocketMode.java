package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.List;
import java.util.Optional;

/** The engine's socket is closed to others; where systemd opens it, its unit has to change. */
final class EngineSocketMode implements Remedy {
  private static final int LIMIT = 0660;
  private final FileMode mode =
      new FileMode(
          new CheckId("FIL-001"),
          LIMIT,
          FilePlaces::engineSocket,
          Access.DOCKER_API,
          "Programs of users outside the socket's group lose the Engine API.");

  @Override
  public CheckId cures() {
    return mode.cures();
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    Optional<Daemon.SocketUnit> lax =
        host.daemon().socketUnit().seen().filter(unit -> !strict(unit.mode()));
    return lax.isPresent() ? List.of(dropIn(host, lax.get())) : mode.propose(host, failed);
  }

  /** Without SocketMode systemd makes the socket 0666. */
  private static boolean strict(String mode) {
    return mode.matches("[0-7]{1,5}") && (Integer.parseInt(mode, 8) & ~LIMIT) == 0;
  }

  private static Manual dropIn(HostSnapshot host, Daemon.SocketUnit unit) {
    String set =
        unit.mode().isEmpty() ? "no SocketMode, which means 0666" : "SocketMode=" + unit.mode();
    return new Manual(
        "systemd makes the socket, and "
            + unit.name()
            + " has "
            + set
            + ": a chmod would be gone with its next start",
        List.of(
            "systemctl edit " + unit.name(),
            "    [Socket]",
            "    SocketMode=0660",
            "systemctl daemon-reload",
            "until the socket is started again: chmod 0660 "
                + FilePlaces.engineSocket(host).get(0)));
  }
}
