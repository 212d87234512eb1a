package io.bulkhead.remediate.apply;

import java.time.Duration;

/**
 * A change set that was applied and goes back unless it is confirmed in time.
 *
 * @param set its id
 * @param until the deadline on the wall clock, RFC 3339 UTC, for people
 * @param left time left; zero or less when it is up
 * @param committed time since boot at which the set was complete: a login must have begun later
 * @param sshConnection the connection it was applied over, as SSH_CONNECTION says; may be empty
 */
public record Awaiting(
    String set, String until, Duration left, Duration committed, String sshConnection) {
  /** For the screen: {@code 19:36:49 UTC (4 min 50 s left)}. */
  public String deadline() {
    return clock(until) + " UTC (" + Words.time(left) + " left)";
  }

  /** The time of day of an instant. */
  static String clock(String instant) {
    return instant.replaceFirst("^.*T", "").replaceFirst("(\\.\\d+)?Z$", "");
  }
}
