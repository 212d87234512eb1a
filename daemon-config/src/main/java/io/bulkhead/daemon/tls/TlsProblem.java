package io.bulkhead.daemon.tls;

/** A key or certificate cannot be used as asked; the message is one sentence without secrets. */
public final class TlsProblem extends Exception {
  private static final long serialVersionUID = 1L;

  public TlsProblem(String sentence) {
    super(sentence);
  }
}
