package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.journal.JournalDamaged;
import java.util.ArrayList;
import java.util.List;

/** What went wrong, in words and with the exit code it deserves. */
final class Failures {
  private Failures() {}

  /** The host is not as the plan says; nothing was done. */
  static RemediationException moved(String what) {
    return new RemediationException(
        Kind.REFUSED,
        "The plan no longer fits this host: " + what + "\nNothing was changed.",
        "bulkhead plan");
  }

  /** An error before the set began. */
  static RemediationException before(SysException e) {
    return new RemediationException(
        Kind.BEFORE, e.getMessage() + "\nNothing was changed.", "bulkhead history", e);
  }

  static RemediationException damaged(JournalDamaged e) {
    return new RemediationException(
        Kind.REFUSED,
        e.getMessage() + "\nBulkhead changes nothing while its journal cannot be trusted.",
        "keep a copy of the state directory; then bulkhead recover --from-disk",
        e);
  }

  static RemediationException wentBack(
      Work work, Kind wanted, String cause, GoingBack.Result back) {
    String set = Words.shortId(work.manifest.set());
    List<String> lines = new ArrayList<>();
    lines.add(cause);
    lines.addAll(back.said());
    if (back.clean()) {
      lines.add(
          back.exact()
              ? "NOT applied. The host is exactly as before (checked)."
              : "NOT applied. Nothing of this set is left on the host.");
      return new RemediationException(wanted, String.join("\n", lines), "bulkhead show " + set);
    }
    lines.add("NOT applied, and not everything could be put back.");
    if (back.unfinished()) {
      lines.add("The next command that changes something tries again.");
    }
    return new RemediationException(
        Kind.STUCK, String.join("\n", lines), "cat " + RestoreText.quoted(restoreText(work)));
  }

  static String restoreText(Work work) {
    return work.state.path() + "/tx/" + work.manifest.set() + "/" + Manifest.RESTORE;
  }
}
