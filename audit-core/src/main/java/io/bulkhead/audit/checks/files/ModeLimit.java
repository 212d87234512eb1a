package io.bulkhead.audit.checks.files;

import io.bulkhead.audit.snapshot.AclEntry;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;
import java.util.Locale;

/**
 * No permission beyond a limit, bit by bit, whether by the mode or by a named ACL entry. On a
 * directory, set-group-id and sticky bits widen nothing and are left out; so is the sticky bit of a
 * socket, which a rootless engine sets so that its socket is not tidied away.
 *
 * @param limit octal like 0644
 */
record ModeLimit(int limit) implements FileRule {
  private static final int PERMISSIONS = 0777;
  private static final int STICKY = 01000;
  private static final int OTHERS = 07;
  private static final int WRITE = 02;

  @Override
  public Ruling judge(HostSnapshot host, FileStat file) {
    int counted = counted(file);
    String allowed = String.format(Locale.ROOT, "%04o", limit);
    if ((counted & ~limit) != 0) {
      return Ruling.bad("mode is " + file.octal() + ", at most " + allowed + " expected");
    }
    List<String> wide = file.acl().stream().filter(e -> wide(file, e)).map(ModeLimit::say).toList();
    return wide.isEmpty()
        ? Ruling.good("mode is " + file.octal())
        : Ruling.bad(
            "mode is " + file.octal() + ", but the ACL also admits " + String.join(", ", wide));
  }

  private static int counted(FileStat file) {
    return switch (file.kind()) {
      case DIRECTORY -> file.mode() & PERMISSIONS;
      case SOCKET -> file.mode() & ~STICKY;
      default -> file.mode();
    };
  }

  /** A named entry may have what everybody has; on a socket only writing lets one connect. */
  private boolean wide(FileStat file, AclEntry entry) {
    int granted = entry.permissions() & ~(limit & OTHERS);
    boolean root = entry.kind().equals("user") && entry.id() == 0;
    return !root && (file.kind() == FileKind.SOCKET ? granted & WRITE : granted) != 0;
  }

  private static String say(AclEntry entry) {
    int bits = entry.permissions();
    String letters =
        ((bits & 4) != 0 ? "r" : "-")
            + ((bits & 2) != 0 ? "w" : "-")
            + ((bits & 1) != 0 ? "x" : "-");
    return entry.kind() + " " + entry.id() + " (" + letters + ")";
  }
}
