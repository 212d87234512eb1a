package io.bulkhead.remediate.plan;

/** A change of an applied set, by its number there. */
record Part(String set, int change) {
  /** The last part of the set's id, as people say it, and the number: {@code 7f3a/2}. */
  @Override
  public String toString() {
    return set.substring(set.lastIndexOf('-') + 1) + "/" + change;
  }
}
