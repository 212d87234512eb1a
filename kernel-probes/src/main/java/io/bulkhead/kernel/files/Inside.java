package io.bulkhead.kernel.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds a host's path below an injected root. In a tree of files every link is resolved by hand, so
 * that an absolute one stays inside. Somebody who changes the tree at the same moment could still
 * lead a reader astray; a tree in use is to be looked at from within.
 */
final class Inside {
  /** As many links as the kernel follows (path_resolution(7)). */
  private static final int LINKS = 40;

  private final Path root;
  private final boolean live;

  Inside(Path root) throws IOException {
    this.root = root.toRealPath();
    this.live = this.root.getParent() == null;
  }

  boolean live() {
    return live;
  }

  /** The path to open; a final link is followed only if asked for. */
  Path find(String path, boolean followLast) throws IOException {
    if (!path.startsWith("/")) {
      throw new FileSystemException(path, null, "not an absolute path");
    }
    try {
      return live ? Path.of(path) : walk(path, followLast);
    } catch (InvalidPathException e) {
      throw new FileSystemException(path, null, "a name this locale cannot express");
    }
  }

  private Path walk(String path, boolean followLast) throws IOException {
    Deque<String> rest = new ArrayDeque<>();
    push(rest, path);
    Path at = root;
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals("..")) {
        at = at.equals(root) ? root : parent(at);
        continue;
      }
      Path next = at.resolve(name);
      if ((followLast || !rest.isEmpty()) && Files.isSymbolicLink(next)) {
        if (++links > LINKS) {
          throw new FileSystemException(path, null, "too many symbolic links");
        }
        String target = Files.readSymbolicLink(next).toString();
        at = target.startsWith("/") ? root : at;
        push(rest, target);
      } else {
        at = next;
      }
    }
    return at;
  }

  private Path parent(Path at) {
    Path parent = at.getParent();
    return parent == null ? root : parent;
  }

  private static void push(Deque<String> rest, String path) {
    String[] names = path.split("/");
    for (int i = names.length - 1; i >= 0; i--) {
      if (!names[i].isEmpty() && !names[i].equals(".")) {
        rest.push(names[i]);
      }
    }
  }

  /** The path after following links, as the host sees it. */
  String asHostSees(String asked, Path found) throws IOException {
    if (!live) {
      return "/" + root.relativize(found);
    }
    // the text of links below /proc/PID/root and the like names another root's paths
    return asked.startsWith("/proc/") ? asked : found.toRealPath().toString();
  }

  /** True if a component before the last is not a directory, so that the path cannot exist. */
  static boolean blocked(Path path) {
    for (Path up = path.getParent(); up != null; up = up.getParent()) {
      try {
        return !Files.readAttributes(up, BasicFileAttributes.class).isDirectory();
      } catch (IOException e) {
        if (Files.exists(up, LinkOption.NOFOLLOW_LINKS)) {
          return false;
        }
      }
    }
    return false;
  }
}
