package io.bulkhead.kernel.probes;

/** What a probe speaks about, and so from where it can be answered. */
public enum Scope {
  /** Where Bulkhead itself runs: always answered. */
  CONTEXT,
  /** The whole kernel: the same answer from every namespace. */
  KERNEL,
  /** The user namespace of the reader. */
  USERS,
  /** The network namespace of the reader. */
  NETWORK,
  /** The pid namespace of the reader, and processes by their pid. */
  PROCESSES,
  /** The host's own files. */
  FILES
}
