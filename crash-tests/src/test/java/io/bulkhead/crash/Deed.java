package io.bulkhead.crash;

import io.bulkhead.remediate.apply.Occasion;
import java.util.Locale;

/** What the process that is broken was doing. */
enum Deed {
  APPLY,
  ROLLBACK,
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
      case APPLY, ROLLBACK, RECOVER -> Occasion.COMMAND;
      case APPLY_TO_CONFIRM, CONFIRM, EXPIRE -> Occasion.EXPIRY;
    };
  }

  /** Brings a fresh host to where the deed can be done. */
  void prepare(Host host, Scenario scenario) throws Exception {
    switch (this) {
      case APPLY, RECOVER, APPLY_TO_CONFIRM -> {}
      case ROLLBACK -> host.apply(scenario.plan(host.tree));
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
      case RECOVER -> host.recover(Occasion.COMMAND);
      case APPLY_TO_CONFIRM -> host.applyUnlessUnconfirmed(scenario.plan(host.tree));
      case CONFIRM -> host.confirm();
      case EXPIRE -> host.recover(Occasion.EXPIRY);
    }
  }
}
