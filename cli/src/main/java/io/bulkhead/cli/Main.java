package io.bulkhead.cli;

/** Entry point of the program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      System.out.println("bulkhead " + Version.current());
      System.out.flush();
      return;
    }
  }
}
