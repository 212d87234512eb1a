package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.List;

/**
 * Paths of the unix sockets that the API is served on, /var/run spelled /run.
 *
 * @param paths as the daemon sees them
 */
public record ApiSockets(List<String> paths) {
  private static final String DEFAULT = "/run/docker.sock";

  public static ApiSockets of(Look look) {
    return look.once(ApiSockets.class, ApiSockets::read);
  }

  private static ApiSockets read(Look look) {
    List<String> paths = new ArrayList<>();
    for (String host : DaemonFacts.of(look).hosts()) {
      if (host.startsWith("unix://")) {
        add(paths, host.substring(7));
      }
    }
    UnitFiles.of(look, "docker.socket").values("ListenStream").stream()
        .map(path -> path.replace("%t/", "/run/"))
        .filter(path -> path.startsWith("/"))
        .forEach(path -> add(paths, path));
    String endpoint = look.engine().endpoint();
    if (endpoint.startsWith("unix://")) {
      add(paths, endpoint.substring(7));
    }
    if (paths.isEmpty()) {
      paths.add(DEFAULT);
    }
    return new ApiSockets(List.copyOf(paths));
  }

  private static void add(List<String> paths, String path) {
    String bare = canonical(path);
    if (!paths.contains(bare)) {
      paths.add(bare);
    }
  }

  /** /var/run is a link to /run: one socket is reported once. */
  public static String canonical(String path) {
    return path.equals("/var/run") || path.startsWith("/var/run/") ? path.substring(4) : path;
  }
}
