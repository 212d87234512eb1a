package io.bulkhead.crash;

import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.Tree;
import java.nio.file.Path;

/**
 * The process that is broken: does one thing to a tree and ends.
 *
 * <p>Arguments: the tree's root, a {@link Deed}, a {@link Scenario}, a {@link Protocol}. Exit
 * status: 0 when done, 10 when it failed and said so.
 */
final class Child {
  static final int FAILED = 10;

  private Child() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    Protocol protocol = Protocol.valueOf(args[3]);
    Host host = new Host(Tree.at(Path.of(args[0])), protocol.over(Tree.REAL));
    try {
      Deed.valueOf(args[1]).on(host, Scenario.valueOf(args[2]));
    } catch (RemediationException e) {
      System.out.println(e.kind() + ": " + e.getMessage());
      System.out.flush();
      Runtime.getRuntime().halt(FAILED);
    }
    Runtime.getRuntime().halt(0);
  }
}
