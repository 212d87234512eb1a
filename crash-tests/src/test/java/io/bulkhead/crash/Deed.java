package io.bulkhead.crash;

import java.util.Locale;

/** What the process that is broken was doing. */
enum Deed {
  APPLY,
  ROLLBACK,
  RECOVER;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Does it, in the process that may be broken. */
  void on(Host host, Scenario scenario) throws Exception {
    switch (this) {
      case APPLY -> host.apply(scenario.plan(host.tree));
      case ROLLBACK -> host.apply(host.undoing());
      case RECOVER -> host.recover();
    }
  }
}
