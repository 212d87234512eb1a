package io.bulkhead.daemon.json;

import java.util.List;

/**
 * A key that stands more than once in its object.
 *
 * @param path keys from the top
 * @param lines lines of all its places, from 1
 */
public record Duplicate(List<String> path, List<Integer> lines) {
  public Duplicate {
    path = List.copyOf(path);
    lines = List.copyOf(lines);
  }
}
