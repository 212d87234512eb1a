package io.bulkhead.kernel.probes.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The dated table of kernel lines and distributions that ships with Bulkhead.
 *
 * @param asOf date of the table
 * @param ends last day of maintenance by {@code product line}; empty if none is announced
 */
record Lifecycle(LocalDate asOf, Map<String, String> ends) {
  static Lifecycle shipped() {
    try (InputStream in = Lifecycle.class.getResourceAsStream("lifecycle.tsv")) {
      if (in == null) {
        throw new IllegalStateException("lifecycle.tsv is not among the classes");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("lifecycle.tsv cannot be read", e);
    }
  }

  private static Lifecycle parse(String table) {
    Map<String, String> ends = new HashMap<>();
    LocalDate asOf = LocalDate.EPOCH;
    for (String line : table.split("\n")) {
      String[] f = line.split("\t", -1);
      if (f[0].equals("asOf")) {
        asOf = LocalDate.parse(f[2]);
      } else if (f.length == 3) {
        ends.put(f[0] + " " + f[1], f[2]);
      }
    }
    return new Lifecycle(asOf, Map.copyOf(ends));
  }

  /** The last day of maintenance, an empty text if none is announced; empty if not listed. */
  Optional<String> end(String product, String line) {
    return Optional.ofNullable(ends.get(product + " " + line));
  }

  /** Tables age: after half a year they tell nothing about new lines. */
  boolean stale(LocalDate today) {
    return asOf.plusDays(180).isBefore(today);
  }
}
