package io.bulkhead.engine.http;

/** The engine could not be asked, or refused; the message is one sentence for a person. */
public final class EngineCallException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, as far as a caller acts on it. */
  public enum Kind {
    /** No connection: no such socket, refused, permission denied, TLS, unknown host. */
    UNREACHABLE,
    /** No complete answer within the time. */
    TIMEOUT,
    /** HTTP 404: what was asked for does not exist (any more). */
    NOT_FOUND,
    /** The engine answered with another error. */
    REFUSED,
    /** Something answered, but not as an engine does. */
    NOT_AN_ENGINE
  }

  private final Kind kind;

  public EngineCallException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
