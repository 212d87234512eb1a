package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Step;
import java.util.Optional;

/**
 * Carries out one step on the file system. What it decides, it decides by what the disk shows; the
 * caller writes INTENT before {@link #act} and DONE after it.
 *
 * <p>Order: look, stage, intent, act, then either tidy after the commit, or undo. After a crash:
 * undo or tidy with the journal's intent, or unstage where there is none.
 */
public interface FileStep extends AutoCloseable {
  /** Number of the step, with a letter when it is an extra one; part of side file names. */
  String tag();

  /**
   * The step with its state before as it is now.
   *
   * @throws Drift if the target is not as the step expects, or cannot be changed safely
   */
  Step look() throws Drift, SysException;

  /** True if the target's directory is there, so that {@link #stage} can work. */
  boolean stageable() throws SysException;

  /** Prepares beside the target all that the act needs, flushed. */
  void stage() throws Drift, SysException;

  /** What the journal must know before the act. */
  Intent intent() throws SysException;

  /**
   * Does it, flushed and verified.
   *
   * @throws Drift if somebody changed the target meanwhile; theirs is in place then
   */
  void act(Intent intent) throws Drift, SysException;

  /**
   * What the journal would say if it were still there, by what lies beside the target; empty if the
   * disk does not show that the step was begun.
   */
  Optional<Intent> intentFromDisk() throws SysException;

  /** Takes it back, however far it had come; may be repeated. */
  Undone undo(Intent intent) throws SysException;

  /** The content before, right after {@link #look}; empty unless a file was there. */
  byte[] content();

  /** Removes what was staged when no INTENT was written. */
  void unstage() throws SysException;

  /** After the commit: drops what only going back would need; a sentence if something was kept. */
  Optional<String> tidy(Intent intent) throws SysException;

  /** True if the disk shows that the step was taken back after its commit was written. */
  boolean wentBack(Intent intent) throws SysException;

  /** What differs from the state before; empty if nothing does. */
  Optional<String> differsFromBefore() throws SysException;

  @Override
  void close();
}
