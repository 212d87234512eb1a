package io.bulkhead.kernel.probes;

/**
 * One question to kernel or host.
 *
 * @param id stable name: group, point, question
 * @param asks the question as a person would ask it, without a question mark
 */
public record Probe(String id, Scope scope, String asks, Question question) {
  /** Reads through the look and answers; never throws for anything a host can show. */
  @FunctionalInterface
  public interface Question {
    Answer answer(Look look);
  }

  /** The part of the id before its first point, or the whole id. */
  public String group() {
    int point = id.indexOf('.');
    return point < 0 ? id : id.substring(0, point);
  }
}
