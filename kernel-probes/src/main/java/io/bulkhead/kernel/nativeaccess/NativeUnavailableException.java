package io.bulkhead.kernel.nativeaccess;

/** System calls cannot be made here; the message is one sentence that says why. */
public final class NativeUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  NativeUnavailableException(String sentence) {
    super(sentence);
  }

  NativeUnavailableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
