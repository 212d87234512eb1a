package io.bulkhead.remediate.apply;

import io.bulkhead.remediate.state.Folder;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches over a change set from outside this process, so that it goes back by itself when this
 * process, the operator's session or the engine is gone.
 */
public interface Guard {
  /** Why nothing could take a change set back in time here; empty if something can. */
  Optional<String> refusal();

  /**
   * Makes the next boot recover what is pending before the engine starts; durable. Does nothing
   * where boots cannot be watched, and may be repeated.
   */
  void watchBoot(Folder state) throws GuardFailed;

  /**
   * Starts a timer that takes the set back, and makes sure that it runs.
   *
   * @param turn tells the timers of one set apart, from 1
   * @return the timer's name
   */
  String start(String set, int turn, Duration within) throws GuardFailed;

  /** Ends a timer; it may be gone already. */
  void stop(String timer);

  /** Nothing is pending any more: what {@link #watchBoot} put into the system is removed. */
  void dismiss();

  /** Tells the system's log. */
  void log(String sentence);

  /** Tells the system's log and everybody who is logged in. */
  void tell(String sentence);

  /** Time since the boot, suspended time included; does not jump with the wall clock. */
  Duration uptime();

  /** The guard could not be set up; the message is one sentence. */
  final class GuardFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public GuardFailed(String sentence) {
      super(sentence);
    }
  }
}
