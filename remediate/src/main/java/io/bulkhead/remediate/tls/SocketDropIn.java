package io.bulkhead.remediate.tls;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import java.util.List;

/** The drop-in of a socket unit that restates where it listens (systemd.socket(5)). */
final class SocketDropIn {
  private static final List<String> NAMES =
      List.of("90-bulkhead.conf", "zz-bulkhead.conf", "zzzz-bulkhead.conf");

  private static final String LATEST = "zzzzzz-bulkhead.conf";

  private SocketDropIn() {}

  /** Its name sorts after those of other drop-ins, because the last one of them counts. */
  static Edit edit(Daemon.SocketUnit unit, List<String> listen, Contents contents) {
    StringBuilder text = new StringBuilder();
    text.append("# Bulkhead: the engine's API on TCP, with TLS. An empty line forgets what the\n");
    text.append("# unit and other drop-ins list.\n");
    text.append("[Socket]\nListenStream=\n");
    listen.forEach(stream -> text.append("ListenStream=").append(stream).append('\n'));
    return Edit.Text.of(path(unit), text.toString(), new Attributes(0644, 0, 0), contents);
  }

  static String path(Daemon.SocketUnit unit) {
    String last =
        NAMES.stream()
            .filter(
                name -> unit.dropIns().stream().allMatch(known -> base(known).compareTo(name) <= 0))
            .findFirst()
            .orElse(LATEST);
    return "/etc/systemd/system/" + unit.name() + ".d/" + last;
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
