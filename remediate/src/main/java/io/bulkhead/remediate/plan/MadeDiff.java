package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Made;
import io.bulkhead.remediate.Plan;
import java.util.List;
import java.util.Locale;

/** What a preview says about a file that is made at apply: everything but its content. */
final class MadeDiff {
  private MadeDiff() {}

  static Plan.Diff of(FileWork file, Made made) {
    return new Plan.Diff(
        file.path(),
        file.changes(),
        String.format(Locale.ROOT, "new file, root:root %04o", made.mode()),
        List.of(),
        made.says() + "; made when the plan is applied");
  }

  /** The end of such a file. */
  static Plan.Diff gone(String path, List<Integer> changes, Made made) {
    return new Plan.Diff(
        path,
        changes,
        "deleted, as it was before",
        List.of(),
        made.says() + (made.secret() ? "; kept nowhere else, so it is gone for good" : ""));
  }
}
