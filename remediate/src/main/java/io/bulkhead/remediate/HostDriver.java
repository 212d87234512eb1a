package io.bulkhead.remediate;

import java.util.Optional;

/** Tells parts of the host that their files changed, and asks them what they do now. */
public interface HostDriver {
  /**
   * Makes a reader read its files again and asks it whether it did; may be repeated. Returns one
   * sentence.
   */
  String reread(Step.Reread step) throws HostFailed;

  /** Why a reader could not be told here, one sentence; empty if it can. */
  Optional<String> obstacle(Reader reader);

  /** Why what a reader has in force stays until the next boot; empty if it can be changed. */
  default Optional<String> lock(Reader reader) {
    return Optional.empty();
  }

  /** The value of a setting now; empty if there is nothing that has such a value. */
  String value(Setting setting) throws HostFailed;

  /** Gives a setting a value; the caller looks afterwards whether it has it. */
  void set(Setting setting, String value) throws HostFailed;

  /** A part of the host did not do what it was told; the message is what was seen. */
  final class HostFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public HostFailed(String sentence) {
      super(sentence);
    }
  }
}
