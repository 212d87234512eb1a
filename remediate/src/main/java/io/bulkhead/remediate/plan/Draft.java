package io.bulkhead.remediate.plan;

import io.bulkhead.audit.CheckId;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Proposal;
import java.util.List;

/**
 * A proposal that can be carried out on this host, with edits that say what is there now.
 *
 * @param number stable over selections
 * @param created true if the file it edits does not exist yet
 */
record Draft(int number, List<CheckId> fixes, String title, Proposal.Fix fix, boolean created) {
  Draft {
    fixes = List.copyOf(fixes);
  }

  List<Edit> edits() {
    return fix.edits();
  }

  boolean edits(String path) {
    return edits().stream().anyMatch(e -> writes(e) && e.target().equals(path));
  }

  /** True if an edit changes what a file says. */
  static boolean writes(Edit edit) {
    return edit instanceof Edit.Key
        || edit instanceof Edit.Flag
        || edit instanceof Edit.Text
        || edit instanceof Edit.Line;
  }

  /** The values of the host that are no files, in their order. */
  List<Edit.Value> values() {
    return edits().stream()
        .filter(Edit.Value.class::isInstance)
        .map(Edit.Value.class::cast)
        .toList();
  }

  /** True if an edit only takes something away that Bulkhead did not find by key. */
  static boolean removes(Edit edit) {
    return (edit instanceof Edit.Text text && text.after() == null)
        || (edit instanceof Edit.Line line && line.after() == null)
        || (edit instanceof Edit.Directory directory && !directory.present());
  }

  /** Top-level keys of daemon.json that it gives a value. */
  List<String> keys() {
    return keys(edits());
  }

  static List<String> keys(List<Edit> edits) {
    return edits.stream()
        .filter(e -> e instanceof Edit.Key)
        .map(e -> ((Edit.Key) e).path().get(0))
        .distinct()
        .toList();
  }
}
