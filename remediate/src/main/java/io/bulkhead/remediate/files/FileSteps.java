package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Step;

/** Knows who carries out which kind of step. */
public final class FileSteps {
  private FileSteps() {}

  /** True for a step on the file system. */
  public static boolean carriesOut(Step step) {
    return step instanceof Step.PutFile
        || step instanceof Step.SetAttributes
        || step instanceof Step.Directory;
  }

  /**
   * The executor of a step on the file system.
   *
   * @throws IllegalArgumentException for a step that is not one
   */
  public static FileStep of(StepContext context, Step step) {
    String tag = String.valueOf(step.seq());
    if (step instanceof Step.PutFile put) {
      return new PutFileStep(context, put, tag);
    }
    if (step instanceof Step.SetAttributes set) {
      return new AttributeStep(context, set, tag);
    }
    if (step instanceof Step.Directory directory) {
      return new DirectoryStep(context, directory, tag);
    }
    throw new IllegalArgumentException("not a step on the file system: " + step);
  }

  /** A file put in place for a moment and taken back, on behalf of another step. */
  public static FileStep momentary(StepContext context, Step.PutFile step) {
    return new PutFileStep(context, step, step.seq() + "t");
  }

  /** Removes what a momentary file left beside its target when no INTENT was written for it. */
  public static void unstageMomentary(StepContext context, int seq, String path)
      throws SysException {
    Target target = new Target(context, path, seq + "t");
    try (target) {
      if (target.reachAgain()) {
        target.drop(target.side());
      }
    }
  }
}
