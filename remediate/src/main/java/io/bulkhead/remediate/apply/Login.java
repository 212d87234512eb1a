package io.bulkhead.remediate.apply;

import java.time.Duration;
import java.util.Optional;

/**
 * The login session in which a command runs.
 *
 * @param began time since boot at which it began
 * @param sshConnection the connection it came over, as SSH_CONNECTION says; empty for none
 */
public record Login(Duration began, String sshConnection) {
  /** Why this login does not prove that one can still get in; empty if it does. */
  Optional<String> doubt(Awaiting set) {
    if (!sshConnection.isEmpty() && sshConnection.equals(set.sshConnection())) {
      return Optional.of("this is the SSH connection that the changes were applied over");
    }
    return began.compareTo(set.committed()) > 0
        ? Optional.empty()
        : Optional.of("this session began before the changes were in force");
  }
}
