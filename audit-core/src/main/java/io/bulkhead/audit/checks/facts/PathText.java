package io.bulkhead.audit.checks.facts;

import java.util.ArrayDeque;
import java.util.Deque;

/** Absolute paths as text: compared without asking a file system. */
public final class PathText {
  private PathText() {}

  /** The path without doubled slashes, {@code .} and {@code ..}, with /var/run spelt /run. */
  public static String plain(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    String joined = "/" + String.join("/", parts);
    return joined.equals("/var/run") || joined.startsWith("/var/run/")
        ? joined.substring("/var".length())
        : joined;
  }

  /** True if {@code directory} is {@code path} or one of the directories above it. */
  public static boolean holds(String directory, String path) {
    String above = plain(directory);
    String below = plain(path);
    return above.equals("/") || below.equals(above) || below.startsWith(above + "/");
  }

  /** The directory a path is in. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
