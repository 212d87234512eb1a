package io.bulkhead.remediate.apply;

import java.util.List;

/**
 * What a look at everything that is kept found.
 *
 * @param lines what is as it was written, one sentence each
 * @param problems what is not
 */
public record Verification(List<String> lines, List<String> problems) {
  public Verification {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }
}
