package io.bulkhead.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** All tables of a test run in one, told when the last test has ended. */
final class Summary implements AutoCloseable {
  private static final Table ALL = new Table("all faults together");
  private static final List<String> HEADS = new ArrayList<>();

  private static final String LEGEND =
      """
      runs, and behind a slash the bad states among them
      .  no run of this kind makes this call: a directory is neither staged nor exchanged, only what
         is created or deleted moves without a partner, only a file with owner, mode or extended
         attributes to carry over sets them; a value (sysctl, firewall rule, group member, AppArmor
         profiles, container limit) and a reader that is told (systemd, augenrules, update-grub) are
         one fchmod each, made on a stand-in that outlives the process
      -  made, but not broken in this share; ./test --full has none of these
      not here: a kernel module's block, which is a created file; a value that the kernel never takes
      back, which has no end "as before" to compare with
      """;

  /** Takes a table in. */
  static synchronized void add(Table table) {
    HEADS.add(table.head());
    ALL.add(table);
  }

  @Override
  @SuppressWarnings("SystemOut")
  public void close() throws IOException {
    synchronized (Summary.class) {
      if (HEADS.isEmpty()) {
        return;
      }
      String text = String.join("\n", HEADS) + "\n\n" + ALL.text() + "\n" + LEGEND;
      System.out.println(text);
      Files.writeString(Table.FILE, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
