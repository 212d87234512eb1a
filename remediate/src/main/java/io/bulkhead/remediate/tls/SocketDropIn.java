package io.bulkhead.remediate.tls;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import java.util.List;

/** The drop-in of a socket unit that restates where it listens (systemd.socket(5)). */
final class SocketDropIn {
  private static final String NAME = "90-bulkhead.conf";

  private SocketDropIn() {}

  /** Written so that it is applied after the other drop-ins, which sort by name. */
  static Edit edit(Daemon.SocketUnit unit, List<String> listen, Contents contents) {
    StringBuilder text = new StringBuilder();
    text.append("# Bulkhead: the engine's API on TCP, with TLS. An empty line forgets what the\n");
    text.append("# unit and other drop-ins list.\n");
    text.append("[Socket]\nListenStream=\n");
    listen.forEach(stream -> text.append("ListenStream=").append(stream).append('\n'));
    return Edit.Text.of(path(unit), text.toString(), new Attributes(0644, 0, 0), contents);
  }

  static String path(Daemon.SocketUnit unit) {
    String last = NAME;
    for (String known : unit.dropIns()) {
      String name = known.substring(known.lastIndexOf('/') + 1);
      if (name.compareTo(last) > 0) {
        last = name.replaceFirst("\\.conf$", "") + "-bulkhead.conf";
      }
    }
    return "/etc/systemd/system/" + unit.name() + ".d/" + last;
  }
}
