package io.bulkhead.crash;

import io.bulkhead.remediate.apply.Sets;
import io.bulkhead.remediate.apply.Tree;
import java.nio.file.Path;

/** Does once all that children do, so that the classes they need can be archived. */
final class Training {
  private Training() {}

  public static void main(String[] args) throws Exception {
    Host host = new Host(Sets.fill(new Tree(Path.of(args[0]))), Tree.REAL);
    Deed.APPLY.on(host, Scenario.SET_OF_9);
    Deed.ROLLBACK.on(host, Scenario.SET_OF_9);
    Deed.RECOVER.on(host, Scenario.SET_OF_9);
    host.tree.delete();
  }
}
