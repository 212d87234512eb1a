package io.bulkhead.cli;

import io.bulkhead.cli.command.Version;
import io.bulkhead.cli.wiring.Warmup;

/** Entry point of the program. */
public final class Main {
  private Main() {}

  /** Ends the process with an exit code of docs/exit-codes.md. */
  public static void main(String[] args) {
    // answered before anything else is loaded
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      System.out.println("bulkhead " + Version.current());
      System.out.flush();
      return;
    }
    Warmup.start(args);
    boolean train = args.length == 1 && args[0].equals("--train");
    int exit = train ? Training.run() : new Launch().run(args);
    if (exit != 0) {
      System.exit(exit);
    }
  }
}
