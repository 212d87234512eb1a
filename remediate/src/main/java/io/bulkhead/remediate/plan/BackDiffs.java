package io.bulkhead.remediate.plan;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Made;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import java.util.List;

/** The file changes of a way back, as a person reads them. */
final class BackDiffs {
  private final WayBack way;

  BackDiffs(WayBack way) {
    this.way = way;
  }

  List<Plan.Diff> all(List<Step> steps) {
    return steps.stream()
        .filter(step -> step instanceof Step.PutFile)
        .map(step -> diff((Step.PutFile) step))
        .toList();
  }

  private Plan.Diff diff(Step.PutFile put) {
    Targets.FileTarget now = way.desk().file(put.target());
    Targets.FileTarget then = way.scratch().file(put.target());
    Made made = Minted.at(put.target(), way.undone().edits());
    if (made != null) {
      return MadeDiff.gone(put.target(), put.changes(), made);
    }
    return new Plan.Diff(
        put.target(),
        put.changes(),
        head(now, then),
        Redaction.diff(
            UnifiedDiff.of(
                put.target(),
                now.state() instanceof FileState.Regular,
                now.content(),
                then.content()),
            now.content(),
            then.content()),
        recorded(then) ? "the bytes as they were before" : way.checked(put.target()));
  }

  /** A state to be written has a time only where it is an old one. */
  private static boolean recorded(Targets.FileTarget then) {
    return then.state() instanceof FileState.Regular file && !file.modified().isEmpty();
  }

  private static String head(Targets.FileTarget now, Targets.FileTarget then) {
    if (!(then.state() instanceof FileState.Regular file)) {
      return "deleted, as it was before";
    }
    return file.attributes()
        + ", "
        + now.content().length
        + " → "
        + then.content().length
        + " bytes";
  }
}
