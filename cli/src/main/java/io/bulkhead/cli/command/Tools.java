package io.bulkhead.cli.command;

import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.host.HostLook;
import io.bulkhead.cli.host.Judge;

/** What commands work with; each is made when it is first asked for. */
public interface Tools {
  HostLook look();

  Judge judge();

  /** Name of the host from its own files, without a look at the rest; empty if unknown. */
  String hostName();

  /** Everything that concerns changing the host. */
  ChangeDesk desk();
}
