package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.AclEntry;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.kernel.files.PosixAcl;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes away what an access list gives beyond a mode. With named entries the group bits of the mode
 * are a mask over them, so list and mode are changed together, never one by the other.
 */
final class AccessListFix {
  private static final int OTHERS = 07;
  private static final int WRITE = 02;
  private static final int SET_ID = 07000;

  private AccessListFix() {}

  /** Empty if neither the list nor the mode allows too much. */
  static Optional<Proposal> of(FileMode wanted, HostSnapshot host, FileStat stat) {
    int limit = wanted.kept(stat);
    List<String> losing =
        stat.acl().stream()
            .filter(entry -> beyond(stat, entry, limit) != 0)
            .map(entry -> loss(host, stat, entry, limit))
            .toList();
    if (losing.isEmpty() && stat.modeWithin(limit)) {
      return Optional.empty();
    }
    boolean setId = (stat.mode() & SET_ID & ~limit) != 0;
    return Optional.of(
        setId || !host.vantage().live() ? byHand(stat, limit) : fix(wanted, stat, losing));
  }

  private static Proposal fix(FileMode wanted, FileStat stat, List<String> losing) {
    String most = PosixAcl.of(wanted.kept(stat)).toString();
    return new Proposal.Fix(
        List.of(Edit.Value.of(new Setting.AccessList(stat.realPath()), most)),
        EngineAction.Kind.NONE,
        wanted.access(),
        new Undo.Exact(),
        wanted.breaks(),
        losing);
  }

  /** Bits that a named entry has and others may not have; on a socket only writing counts. */
  private static int beyond(FileStat stat, AclEntry entry, int limit) {
    int granted = entry.permissions() & ~(limit & OTHERS);
    return stat.kind() == FileKind.SOCKET ? granted & WRITE : granted;
  }

  private static String loss(HostSnapshot host, FileStat stat, AclEntry entry, int limit) {
    List<String> rights = new ArrayList<>();
    int bits = entry.permissions() & ~(limit & OTHERS);
    String[] words = {"execute", "write", "read"};
    for (int bit = 2; bit >= 0; bit--) {
      if ((bits >> bit & 1) != 0) {
        rights.add(words[bit]);
      }
    }
    return "%s can no longer %s %s, as its access list lets it now"
        .formatted(who(host, entry), String.join(" and ", rights), stat.realPath());
  }

  /** {@code user jenkins}, or the number where no name is known. */
  private static String who(HostSnapshot host, AclEntry entry) {
    Optional<Accounts> accounts = host.accounts().seen();
    Optional<String> name =
        entry.kind().equals("user")
            ? accounts.stream()
                .flatMap(a -> a.users().stream())
                .filter(u -> u.uid() == entry.id())
                .map(Accounts.User::name)
                .findFirst()
            : accounts.flatMap(a -> a.group(entry.id())).map(Accounts.Group::name);
    return entry.kind() + " " + name.orElse(String.valueOf(entry.id()));
  }

  private static Proposal byHand(FileStat stat, int limit) {
    return new Proposal.Manual(
        stat.realPath() + " has an access list, which somebody set on purpose",
        List.of(
            "look at it: getfacl " + stat.realPath(),
            "remove it: setfacl -b " + stat.realPath(),
            String.format(Locale.ROOT, "chmod %04o %s", stat.mode() & limit, stat.realPath())));
  }
}
