package io.bulkhead.cli.command;

import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.host.HostLook;
import io.bulkhead.cli.host.Judge;

/** What commands work with; each is made when it is first asked for. */
public interface Tools {
  HostLook look();

  Judge judge();

  /** Everything that concerns changing the host. */
  ChangeDesk desk();
}
