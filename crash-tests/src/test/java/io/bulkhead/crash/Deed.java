package io.bulkhead.crash;

import io.bulkhead.remediate.apply.Occasion;
import java.util.Locale;

/** What the process that is broken was doing. */
enum Deed {
  APPLY,
  ROLLBACK,
  /** Takes back some of the changes of a set. */
  ROLLBACK_PART,
  /** Puts right what another process left. */
  RECOVER,
  /** Applies a set that goes back unless it is confirmed. */
  APPLY_TO_CONFIRM,
  /** Confirms such a set. */
  CONFIRM,
  /** Takes back a set that nobody confirmed. */
  EXPIRE;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** On what occasion the next run looks at what is left. */
  Occasion next() {
    return switch (this) {
      case APPLY, ROLLBACK, ROLLBACK_PART, RECOVER -> Occasion.COMMAND;
      case APPLY_TO_CONFIRM, CONFIRM, EXPIRE -> Occasion.EXPIRY;
    };
  }

  /** True if it takes back what is in force, so that a host as before has it still. */
  boolean undoes() {
    return this == ROLLBACK || this == ROLLBACK_PART;
  }

  /** Brings a fresh host to where the deed can be done. */
  void prepare(Host host, Scenario scenario) throws Exception {
    switch (this) {
      case APPLY, RECOVER, APPLY_TO_CONFIRM -> {}
      case ROLLBACK, ROLLBACK_PART -> host.apply(scenario.plan(host.tree));
      case CONFIRM -> host.applyUnlessUnconfirmed(scenario.plan(host.tree));
      case EXPIRE -> {
        host.applyUnlessUnconfirmed(scenario.plan(host.tree));
        host.outlast();
      }
    }
  }

  /** Does it, in the process that may be broken. */
  void on(Host host, Scenario scenario) throws Exception {
    switch (this) {
      case APPLY -> host.apply(scenario.plan(host.tree));
      case ROLLBACK -> host.apply(host.undoing());
      case ROLLBACK_PART -> host.apply(host.undoingPart());
      case RECOVER -> host.recoverNow(Occasion.COMMAND);
      case APPLY_TO_CONFIRM -> host.applyUnlessUnconfirmed(scenario.plan(host.tree));
      case CONFIRM -> host.confirm();
      case EXPIRE -> host.recoverNow(Occasion.EXPIRY);
    }
  }
}
