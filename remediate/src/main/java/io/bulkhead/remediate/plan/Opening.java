package io.bulkhead.remediate.plan;

import io.bulkhead.kernel.files.PosixAcl;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Setting;
import java.util.List;

/** Whether edits only let more people in; then they lock nobody out. */
final class Opening {
  private Opening() {}

  static boolean only(List<Edit> edits) {
    return edits.stream().allMatch(Opening::opens);
  }

  private static boolean opens(Edit edit) {
    if (edit instanceof Edit.Attribute one) {
      return one.before().uid() == one.after().uid()
          && one.before().gid() == one.after().gid()
          && (one.before().mode() & ~one.after().mode()) == 0;
    }
    return edit instanceof Edit.Value value
        && opens(value.setting(), value.before(), value.after());
  }

  private static boolean opens(Setting setting, String before, String after) {
    if (setting instanceof Setting.AccessList) {
      PosixAcl now = PosixAcl.parse(before);
      return now.entries().stream().noneMatch(e -> e.tag().named())
          && (now.mode() & ~PosixAcl.parse(after).mode()) == 0;
    }
    return setting instanceof Setting.Member && after.equals(Setting.Member.MEMBER);
  }
}
