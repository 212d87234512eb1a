package io.bulkhead.remediate;

/** Which way in a change can cut off. */
public enum Access {
  NONE,
  /** Clients of the Engine API. */
  DOCKER_API,
  /** Network traffic to or between workloads on this host. */
  NETWORK,
  /** Logging in to the host. */
  LOGIN
}
