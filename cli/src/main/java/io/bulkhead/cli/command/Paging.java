package io.bulkhead.cli.command;

import picocli.CommandLine.Option;

/** The option to read the output of a command page by page. */
final class Paging {
  @Option(names = "--pager", description = "Show the output in less, if it goes to a terminal.")
  boolean pager;

  /** From now on what the command shows goes through the pager. */
  void start(Bulkhead top) {
    if (pager) {
      top.page();
    }
  }
}
