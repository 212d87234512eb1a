package io.bulkhead.engine.endpoint;

/** The endpoint that was asked for cannot be used; the message is one or two sentences. */
public final class EndpointException extends Exception {
  private static final long serialVersionUID = 1L;

  public EndpointException(String sentence) {
    super(sentence);
  }
}
