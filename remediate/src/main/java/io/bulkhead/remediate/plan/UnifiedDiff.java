package io.bulkhead.remediate.plan;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Unified diffs that {@code patch} understands, byte for byte at line ends too. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /**
   * The lines of the diff, without their line ends; empty if the contents are equal.
   *
   * @param existed false if the file does not exist before
   */
  public static List<String> of(String path, boolean existed, byte[] before, byte[] after) {
    List<String> old = lines(before);
    Patch<String> patch = DiffUtils.diff(old, lines(after));
    String name = path.startsWith("/") ? path.substring(1) : path;
    List<String> raw =
        UnifiedDiffUtils.generateUnifiedDiff(
            existed ? "a/" + name : "/dev/null", "b/" + name, old, patch, CONTEXT);
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      String line = raw.get(i);
      if (line.endsWith("\n")) {
        shown.add(line.substring(0, line.length() - 1));
      } else {
        shown.add(line);
        if (i > 1 && !line.startsWith("@@")) {
          shown.add("\\ No newline at end of file");
        }
      }
    }
    return shown;
  }

  /** Lines with their line feeds; only the last can be without. */
  private static List<String> lines(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, next));
      start = next;
    }
    return lines;
  }
}
