package io.bulkhead.remediate.merge;

/**
 * A place that we wrote and somebody else changed since, so that neither value can be taken.
 *
 * @param place the key or the lines
 * @param wrote what we had written
 * @param now what stands there
 */
public record Clash(String place, String wrote, String now) {
  /** In words, for a list of conflicts. */
  public String says() {
    return place + ": somebody made it " + now + " since, Bulkhead had made it " + wrote;
  }
}
