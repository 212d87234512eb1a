package io.bulkhead.remediate;

import java.util.ArrayList;
import java.util.List;

/** What a remedy offers for a failed check. */
public sealed interface Proposal {
  /**
   * Edits that fix the check.
   *
   * @param edits in order; several remedies may edit one file
   * @param engine what the engine must do for them to take effect
   * @param breaks what may stop working
   * @param affected who is hit, one line each
   * @param contents bytes of the whole files among the edits
   */
  record Fix(
      List<Edit> edits,
      EngineAction.Kind engine,
      Access access,
      Undo undo,
      String breaks,
      List<String> affected,
      Contents contents)
      implements Proposal {
    public Fix {
      edits = List.copyOf(edits);
      affected = List.copyOf(affected);
    }

    /** Edits among which there is no whole file. */
    public Fix(
        List<Edit> edits,
        EngineAction.Kind engine,
        Access access,
        Undo undo,
        String breaks,
        List<String> affected) {
      this(edits, engine, access, undo, breaks, affected, new Contents());
    }

    /** The same fix that also says this about who is hit. */
    public Fix affecting(List<String> more) {
      List<String> all = new ArrayList<>(affected);
      all.addAll(more);
      return new Fix(edits, engine, access, undo, breaks, all, contents);
    }

    /** The same fix that can be undone in this way only. */
    public Fix undone(Undo how) {
      return new Fix(edits, engine, access, how, breaks, affected, contents);
    }

    /** The same fix with other edits. */
    public Fix with(List<Edit> others) {
      return new Fix(others, engine, access, undo, breaks, affected, contents);
    }
  }

  /**
   * A fix that changes so much that it is only made when the check is asked for by its id.
   *
   * @param why what makes it more than a setting
   */
  record OnRequest(Fix fix, String why) implements Proposal {}

  /** Nothing safe to do automatically. */
  record Manual(String why, List<String> byHand) implements Proposal {
    public Manual {
      byHand = List.copyOf(byHand);
    }
  }
}
