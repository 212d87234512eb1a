package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether two edits are about the same thing, so that the older cannot go before the newer. */
final class Overlap {
  private Overlap() {}

  static boolean of(Edit one, Edit other) {
    if (!one.target().equals(other.target())) {
      return false;
    }
    if (one instanceof Edit.Key a && other instanceof Edit.Key b) {
      return within(a.path(), b.path()) || within(b.path(), a.path());
    }
    if (one instanceof Edit.Attribute a && other instanceof Edit.Attribute b) {
      return attributes(a.before(), a.after(), b.before(), b.after());
    }
    if (one instanceof Edit.Line a && other instanceof Edit.Line b) {
      return line(a, b.before()) || line(a, b.after());
    }
    return whole(one) || whole(other) || Draft.writes(one) == Draft.writes(other);
  }

  /** Brings the object itself, and with it all that can be edited of it. */
  private static boolean whole(Edit edit) {
    return edit instanceof Edit.Text || edit instanceof Edit.Directory;
  }

  private static boolean line(Edit.Line edit, @Nullable String line) {
    return line != null && (line.equals(edit.before()) || line.equals(edit.after()));
  }

  private static boolean within(List<String> path, List<String> other) {
    return other.size() >= path.size() && other.subList(0, path.size()).equals(path);
  }

  private static boolean attributes(Attributes a, Attributes to, Attributes b, Attributes then) {
    return ((a.mode() ^ to.mode()) & (b.mode() ^ then.mode())) != 0
        || (a.uid() != to.uid() && b.uid() != then.uid())
        || (a.gid() != to.gid() && b.gid() != then.gid());
  }

  /**
   * Whether two edits of one set can only be taken back together: a file that is not edited key by
   * key holds what both made of it.
   */
  static boolean inseparable(Edit one, Edit other) {
    boolean apart =
        (one instanceof Edit.Key && other instanceof Edit.Key)
            || (one instanceof Edit.Line && other instanceof Edit.Line);
    return !apart
        && Draft.writes(one)
        && Draft.writes(other)
        && one.target().equals(other.target());
  }
}
