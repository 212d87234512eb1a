package io.bulkhead.crash;

import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.Tree;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that is broken: does one thing to a tree and ends.
 *
 * <p>Arguments: the tree's root, a {@link Deed}, a {@link Scenario}, a {@link Protocol}. Exit
 * status: 0 when done, 10 when it failed and said so, 70 when it failed otherwise.
 */
final class Child {
  static final int FAILED = 10;
  private static final int BUG = 70;

  private Child() {}

  public static void main(String[] args) {
    Runtime.getRuntime().halt(run(List.of(args)));
  }

  /** Does it; answers the exit status. */
  @SuppressWarnings({"SystemOut", "CatchAndPrintStackTrace"})
  static int run(List<String> args) {
    try {
      Protocol protocol = Protocol.valueOf(args.get(3));
      Host host = new Host(Tree.at(Path.of(args.get(0))), protocol.over(Tree.REAL));
      Deed.valueOf(args.get(1)).on(host, Scenario.valueOf(args.get(2)));
      return 0;
    } catch (RemediationException e) {
      System.out.println(e.kind() + ": " + e.getMessage());
      return FAILED;
    } catch (Exception | Error e) {
      e.printStackTrace(System.out);
      return BUG;
    }
  }
}
