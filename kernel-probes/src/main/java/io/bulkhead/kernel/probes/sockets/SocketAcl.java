package io.bulkhead.kernel.probes.sockets;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.LocalAccounts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Named entries of a socket's access control list (acl(5)), as they take effect under the mask: a
 * 32-bit version 2, then entries of 16-bit tag, 16-bit permissions and 32-bit id.
 */
final class SocketAcl {
  private static final String NAME = "system.posix_acl_access";
  private static final int USER = 2;
  private static final int GROUP = 8;
  private static final int MASK = 0x10;
  private static final int WRITE = 2;
  private static final int READ_WRITE = 6;

  /** One entry. */
  record Entry(int tag, int permissions, long id) {}

  private SocketAcl() {}

  static Answer answer(Look look) {
    String root = DaemonFacts.of(look).root();
    List<String> granted = new ArrayList<>();
    boolean writes = false;
    var sockets = SocketProbes.sockets(look);
    if (sockets.isEmpty()) {
      return Answer.unknown("no API socket was seen");
    }
    for (String path : sockets.keySet()) {
      Got<byte[]> list =
          look.call(
              "getxattr(" + path + ", " + NAME + ")", calls -> calls.xattr(root + path, NAME));
      if (list.is("ENODATA") || list.is("EOPNOTSUPP")) {
        continue;
      }
      if (!list.seen()) {
        return Answer.unseen("the access control list of " + path, list);
      }
      List<Entry> entries = parse(list.get());
      if (entries.isEmpty()) {
        return Answer.unknown("the access control list of " + path + " has an unknown form");
      }
      int mask = mask(entries);
      for (Entry entry : entries) {
        int effective = entry.permissions() & mask;
        if ((entry.tag() == USER || entry.tag() == GROUP) && (effective & READ_WRITE) != 0) {
          granted.add(named(look, entry) + " " + letters(effective));
          writes |= (effective & WRITE) != 0;
        }
      }
    }
    if (granted.isEmpty()) {
      return Answer.pass(granted, "no entry beside owner and group");
    }
    return writes
        ? Answer.fail(granted, "root on this host through the list: " + String.join(", ", granted))
        : Answer.warn(granted, "named in the list, and without the right to connect");
  }

  private static int mask(List<Entry> entries) {
    return entries.stream()
        .filter(e -> e.tag() == MASK)
        .mapToInt(Entry::permissions)
        .findFirst()
        .orElse(7);
  }

  static List<Entry> parse(byte[] attribute) {
    ByteBuffer in = ByteBuffer.wrap(attribute).order(ByteOrder.LITTLE_ENDIAN);
    List<Entry> entries = new ArrayList<>();
    if (in.remaining() >= 4 && in.getInt() == 2) {
      while (in.remaining() >= 8) {
        entries.add(
            new Entry(in.getShort() & 0xffff, in.getShort() & 0xffff, in.getInt() & 0xffffffffL));
      }
    }
    return entries;
  }

  private static String named(Look look, Entry entry) {
    LocalAccounts accounts = LocalAccounts.of(look);
    if (entry.tag() == USER) {
      return "user:" + accounts.user(entry.id());
    }
    String group = accounts.group(entry.id());
    return "group:" + (group.isEmpty() ? "" + entry.id() : group);
  }

  private static String letters(int permissions) {
    return ((permissions & 4) != 0 ? "r" : "")
        + ((permissions & 2) != 0 ? "w" : "")
        + ((permissions & 1) != 0 ? "x" : "");
  }
}
