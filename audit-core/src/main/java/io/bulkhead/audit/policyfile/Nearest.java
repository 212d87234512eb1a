package io.bulkhead.audit.policyfile;

import java.util.Collection;

/** Finds what somebody probably meant. */
final class Nearest {
  private static final int MOST_EDITS = 3;

  private Nearest() {}

  /** {@code "; did you mean 'x'?"}, or the choices if nothing is near. */
  static String hint(String word, Collection<String> known) {
    String best = "";
    int least = MOST_EDITS + 1;
    for (String candidate : known) {
      int edits = word.length() > 64 ? MOST_EDITS + 1 : edits(word, candidate);
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
    return best.isEmpty()
        ? "; known are " + String.join(", ", known)
        : "; did you mean '" + best + "'?";
  }

  /** Levenshtein's distance, one row at a time. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
