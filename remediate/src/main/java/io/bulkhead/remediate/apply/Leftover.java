package io.bulkhead.remediate.apply;

import java.util.List;

/**
 * A change set that left something beside what it changed.
 *
 * @param set its id
 * @param at when it began, RFC 3339 UTC
 * @param targets the paths beside which something lies
 */
public record Leftover(String set, String at, List<String> targets) {
  public Leftover {
    targets = List.copyOf(targets);
  }
}
