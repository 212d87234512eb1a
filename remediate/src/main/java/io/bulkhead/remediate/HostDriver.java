package io.bulkhead.remediate;

/** Tells parts of the host that their files changed, and asks them what they do now. */
public interface HostDriver {
  /**
   * Makes a reader read its files again and asks it whether it did; may be repeated. Returns one
   * sentence.
   */
  String reread(Step.Reread step) throws HostFailed;

  /** A part of the host did not do what it was told; the message is what was seen. */
  final class HostFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public HostFailed(String sentence) {
      super(sentence);
    }
  }
}
