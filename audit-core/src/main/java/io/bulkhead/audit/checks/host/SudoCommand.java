package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.policy.Glob;
import java.util.List;

/** Whether a command of a sudo rule is, or may be, a program of a container engine. */
final class SudoCommand {
  /** What a rule's command comes to. */
  enum Reach {
    NONE,
    /** A program of an engine, or everything. */
    ENGINE,
    /** A regular expression, which is not worked out here. */
    UNCLEAR
  }

  private static final List<String> PROGRAMS =
      List.of(
          "docker",
          "dockerd",
          "docker-compose",
          "docker-machine",
          "containerd",
          "ctr",
          "nerdctl",
          "runc",
          "crun",
          "podman",
          "buildctl",
          "crictl");

  private static final List<String> DIRECTORIES =
      List.of(
          "/usr/bin/",
          "/usr/sbin/",
          "/bin/",
          "/sbin/",
          "/usr/local/bin/",
          "/usr/local/sbin/",
          "/snap/bin/");

  private SudoCommand() {}

  static Reach reach(String command) {
    if (command.startsWith("!")) {
      return Reach.NONE;
    }
    String plain = command.replaceFirst("^(sha\\d+:\\S+\\s+)+", "");
    String path = plain.split("\\s+", 2)[0];
    if (path.equals("ALL")) {
      return Reach.ENGINE;
    }
    if (path.startsWith("^")) {
      return Reach.UNCLEAR;
    }
    return admits(path) ? Reach.ENGINE : Reach.NONE;
  }

  private static boolean admits(String path) {
    if (PROGRAMS.contains(path.substring(path.lastIndexOf('/') + 1))) {
      return true;
    }
    boolean directory = path.endsWith("/");
    boolean pattern = path.contains("*") || path.contains("?") || path.contains("[");
    if (!directory && !pattern) {
      return false;
    }
    String glob = (directory ? path + "*" : path).replaceAll("\\[[^\\]]*\\]", "?");
    return DIRECTORIES.stream()
        .anyMatch(
            at -> PROGRAMS.stream().anyMatch(program -> new Glob(glob).matches(at + program)));
  }
}
