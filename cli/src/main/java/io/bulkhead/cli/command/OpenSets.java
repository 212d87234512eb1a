package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.OpenSet;
import java.util.Optional;

/** Unfinished change sets: commands that only read tell of them and leave them alone. */
final class OpenSets {
  private OpenSets() {}

  /** Says in two lines that a set is open; says nothing where that cannot be seen. */
  static void mention(Bulkhead top) {
    try {
      tellNews(top);
      if (!top.tools().desk().somethingPending()) {
        return;
      }
      Optional<OpenSet> open = top.tools().desk().reading().open();
      if (open.isEmpty()) {
        return;
      }
      var err = top.terminal().err();
      err.line(err.style().warn("!") + " " + Escape.field(open.get().sentence()));
      if (!open.get().next().isEmpty()) {
        err.line("  " + open.get().next());
      }
    } catch (RemediationException e) {
      top.terminal().err().line("! " + Escape.field(String.valueOf(e.getMessage())));
    }
  }

  /** What the guard did, or a boot; it stays news until a command that changes something. */
  static void tellNews(Bulkhead top) throws RemediationException {
    if (top.tools().desk().somethingNew()) {
      Changing.tell(top.terminal().err(), top.tools().desk().reading().news());
    }
  }
}
