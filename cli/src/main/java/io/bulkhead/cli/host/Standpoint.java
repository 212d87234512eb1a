package io.bulkhead.cli.host;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Vantage;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import io.bulkhead.remediate.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** From where the host is looked at, and what that hides. */
public final class Standpoint {
  private static final long UNKNOWN_UID = -1;

  private final HostFiles files;
  private final Place place;
  private final Clock clock;

  /**
   * What the command line decided.
   *
   * @param tool version of Bulkhead
   * @param root absolute path, {@code /} for the running system
   * @param endpoint engine endpoint, empty if none is asked
   * @param endpointFrom how it was chosen
   * @param local the endpoint is a unix socket
   */
  public record Place(
      String tool, String root, String endpoint, String endpointFrom, boolean local) {}

  public Standpoint(HostFiles files, Place place, Clock clock) {
    this.files = files;
    this.place = place;
    this.clock = clock;
  }

  Vantage vantage() {
    Instant now = Instant.now(clock).truncatedTo(ChronoUnit.SECONDS);
    return new Vantage(
        place.tool(),
        now.toString(),
        effectiveUid(),
        place.root(),
        hostName(),
        hostId(),
        place.endpoint(),
        place.endpointFrom(),
        List.of());
  }

  /** What limits the view, after both phases. */
  List<String> notes(SnapshotBuilder draft) {
    List<String> notes = new ArrayList<>();
    if (!draft.vantage().live()) {
      notes.add(
          "only the files below "
              + place.root()
              + " were looked at: what a running kernel or engine would say is unseen");
      return notes;
    }
    if (!draft.vantage().privileged()) {
      notes.add("not root: what only root can read is unseen; `sudo bulkhead audit` sees it");
    }
    draft
        .kernel()
        .container()
        .seen()
        .ifPresent(
            name ->
                notes.add(
                    "this runs inside a container ("
                        + name
                        + "): files and processes are the container's, not the host's"));
    if (!place.local()) {
      notes.add(
          "the engine at "
              + place.endpoint()
              + " may run on another machine: files, processes and kernel are this machine's");
    }
    noEngine(draft, notes);
    return notes;
  }

  private void noEngine(SnapshotBuilder draft, List<String> notes) {
    String why =
        draft
            .engine()
            .version()
            .fold(
                seen -> "",
                absent -> "no engine at " + place.endpoint(),
                unseen -> "no engine seen: " + unseen.reason());
    if (why.isEmpty()) {
      return;
    }
    boolean installed =
        present("/usr/bin/dockerd")
            || present("/usr/sbin/dockerd")
            || present("/usr/local/bin/dockerd");
    boolean socket = !place.local() || present(socketPath());
    if (installed) {
      notes.add(socket ? why : why + "; start it, for example with `systemctl start docker`");
    } else if (!socket) {
      notes.add(why + "; there is none installed: `apt-get install docker.io` brings Debian's");
    } else {
      notes.add(why);
    }
  }

  private String socketPath() {
    return place.endpoint().startsWith("unix://")
        ? place.endpoint().substring("unix://".length())
        : WellKnownPaths.ENGINE_SOCKET;
  }

  private boolean present(String path) {
    return files.stat(path).seen().isPresent();
  }

  /** The second number of {@code Uid:} is the effective user id (proc_pid_status(5)). */
  private static long effectiveUid() {
    try {
      for (String line :
          java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status"))) {
        if (line.startsWith("Uid:")) {
          return parseEffective(line);
        }
      }
      return UNKNOWN_UID;
    } catch (java.io.IOException | RuntimeException e) {
      return UNKNOWN_UID;
    }
  }

  static long parseEffective(String line) {
    String[] fields = line.substring("Uid:".length()).strip().split("\\s+");
    return Long.parseLong(fields[1]);
  }

  /** Name of the host from its own files, empty if unknown. */
  public String hostName() {
    Reading<String> name =
        files.live() ? files.text("/proc/sys/kernel/hostname") : files.text("/etc/hostname");
    return name.seen().map(String::strip).orElse("");
  }

  private String hostId() {
    return files
        .text("/etc/machine-id")
        .seen()
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .map(id -> Sha256.hex((id + "bulkhead").getBytes(StandardCharsets.UTF_8)))
        .orElse("");
  }
}
