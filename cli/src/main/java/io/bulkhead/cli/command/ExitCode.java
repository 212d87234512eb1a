package io.bulkhead.cli.command;

/** Exit codes beyond those a {@code RemediationException} carries; docs/exit-codes.md lists all. */
public final class ExitCode {
  public static final int OK = 0;

  /** Error before anything was changed. */
  public static final int ERROR = 1;

  /** There are findings or changes, and the caller asked to be told by the exit code. */
  public static final int FINDINGS = 2;

  /** Refused: the host moved, a plan is foreign or expired, a conflict. */
  public static final int REFUSED = 3;

  /** A rollback left what others had changed since: a person must look. */
  public static final int PARTLY = 5;

  /** In force, and undone by itself unless it is confirmed. */
  public static final int AWAITING = 7;

  public static final int USAGE = 64;

  /** A bug of ours. */
  public static final int BUG = 70;

  public static final int NEEDS_ROOT = 77;

  private ExitCode() {}
}
