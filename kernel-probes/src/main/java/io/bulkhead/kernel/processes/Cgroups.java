package io.bulkhead.kernel.processes;

/**
 * Reads /proc/PID/cgroup (cgroups(7)): lines of {@code hierarchy:controllers:path}. Engines name a
 * container's cgroup by its id, as a directory ({@code /docker/ID}, {@code /kubepods/…/ID}) or as a
 * systemd scope ({@code docker-ID.scope}, {@code cri-containerd-ID.scope}).
 */
public final class Cgroups {
  private static final int ID = 64;
  private static final String SCOPE = ".scope";

  private Cgroups() {}

  /** Id of the outermost container the cgroup belongs to; empty for a host process. */
  public static String containerId(String cgroup) {
    for (String line : cgroup.split("\n")) {
      for (String segment : path(line).split("/")) {
        String id = idOf(segment);
        if (!id.isEmpty()) {
          return id;
        }
      }
    }
    return "";
  }

  private static String idOf(String segment) {
    if (segment.length() == ID) {
      return isHex(segment) ? segment : "";
    }
    if (!segment.endsWith(SCOPE) || segment.length() <= ID + SCOPE.length()) {
      return "";
    }
    int end = segment.length() - SCOPE.length();
    String id = segment.substring(end - ID, end);
    String prefix = segment.substring(0, end - ID);
    // conmon watches a container from the host's side
    boolean watcher = prefix.endsWith("conmon-");
    return prefix.endsWith("-") && !watcher && isHex(id) ? id : "";
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /**
   * The path that places a process best: of the systemd hierarchy where there is one, else of the
   * unified hierarchy, else of any.
   */
  static String path(String[] lines) {
    String unified = "";
    String any = "";
    for (String line : lines) {
      if (line.contains(":name=systemd:")) {
        return path(line);
      }
      if (line.startsWith("0::")) {
        unified = path(line);
      }
      any = any.isEmpty() ? path(line) : any;
    }
    return unified.isEmpty() ? any : unified;
  }

  private static String path(String line) {
    int first = line.indexOf(':');
    int second = first < 0 ? -1 : line.indexOf(':', first + 1);
    return second < 0 ? "" : line.substring(second + 1);
  }
}
