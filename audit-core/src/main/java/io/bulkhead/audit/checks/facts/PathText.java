package io.bulkhead.audit.checks.facts;

import java.util.ArrayDeque;
import java.util.Deque;

/** Absolute paths as text: compared without asking a file system. */
public final class PathText {
  private PathText() {}

  /** The path without doubled slashes, {@code .} and {@code ..}. */
  public static String clean(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** The clean path with /var/run spelt /run, to which it is a link nearly everywhere. */
  public static String plain(String path) {
    String clean = clean(path);
    return clean.equals("/var/run") || clean.startsWith("/var/run/")
        ? clean.substring("/var".length())
        : clean;
  }

  /** True if {@code directory} is {@code path} or above it, by either spelling of /var/run. */
  public static boolean holds(String directory, String path) {
    return above(plain(directory), plain(path)) || above(clean(directory), clean(path));
  }

  private static boolean above(String directory, String path) {
    return directory.equals("/") || path.equals(directory) || path.startsWith(directory + "/");
  }

  /** The directory a path is in. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
