package io.bulkhead.remediate;

/** Hears what a change set is doing, for the screen; must not throw. */
public interface Progress {
  /** How a phase ended. */
  enum Mark {
    OK,
    FAILED,
    UNDO,
    WAITING,
    NOTE
  }

  /**
   * A phase began that may take long.
   *
   * @param label check, stage, reload, restart, health, audit, or numbers of changes
   */
  void begin(String label, String detail);

  /** A phase ended, after {@code millis} milliseconds. */
  void end(Mark mark, String label, String detail, long millis);

  /** Says nothing to nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begin(String label, String detail) {}

        @Override
        public void end(Mark mark, String label, String detail, long millis) {}
      };
}
