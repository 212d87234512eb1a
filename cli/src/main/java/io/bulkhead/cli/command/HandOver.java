package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.daemon.tls.Purpose;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Made;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.tls.TlsMove;

/** After new certificates: what has to be carried to the clients, and what they have to run. */
final class HandOver {
  private static final int INDENT = 4;

  private HandOver() {}

  /** The lines about each client of a plan; nothing if it made no client certificate. */
  static void print(Channel out, Plan plan) {
    for (Change change : plan.changes()) {
      for (Edit edit : change.edits()) {
        if (edit instanceof Edit.Mint mint
            && mint.made() instanceof Made.Certificate made
            && made.purpose() == Purpose.CLIENT
            && mint.present()) {
          String start = TlsMove.client(made.name());
          change.affected().stream()
              .filter(line -> line.startsWith(start))
              .forEach(line -> Wrap.printStep(out, INDENT, Escape.line(line)));
        }
      }
    }
  }
}
