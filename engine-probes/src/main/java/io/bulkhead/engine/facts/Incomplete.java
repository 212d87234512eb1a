package io.bulkhead.engine.facts;

/** A reply lacks a field without which nothing can be judged; the message names it. */
public final class Incomplete extends Exception {
  private static final long serialVersionUID = 1L;

  /** A reply whose top level is not what it should be. */
  public static Incomplete reply(String request, String expected) {
    return new Incomplete(request, expected);
  }

  Incomplete(String request, String field) {
    super("the reply to " + request + " has no usable " + field);
  }
}
