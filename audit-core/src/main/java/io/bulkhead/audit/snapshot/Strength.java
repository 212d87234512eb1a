package io.bulkhead.audit.snapshot;

/** How much a source is worth as proof, strongest first. */
public enum Strength {
  /** The kernel, a file's own status, or the behaviour of the running process. */
  OBSERVED,
  /** Follows from observed facts, for example a default of the engine version that runs. */
  DERIVED,
  /** What a program or a file says about itself: {@code docker info}, a configuration file. */
  CLAIMED,
  /** Nothing contradicts it, but it could not be checked. A check never passes on it. */
  ASSUMED
}
