package io.bulkhead.remediate.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What /proc says about processes; empty texts where it says nothing. */
final class Proc {
  private final Path root;

  Proc(Path root) {
    this.root = root;
  }

  Path path(long pid, String name) {
    return root.resolve(Long.toString(pid)).resolve(name);
  }

  String boot() {
    return text(root.resolve("sys/kernel/random/boot_id")).strip();
  }

  /** Start time in clock ticks since boot; empty if there is no such process or it is a zombie. */
  String started(long pid) {
    String stat = text(path(pid, "stat"));
    int close = stat.lastIndexOf(')');
    if (close < 0 || close + 2 >= stat.length() || stat.charAt(close + 2) == 'Z') {
      return "";
    }
    String[] fields = stat.substring(close + 2).split(" ", -1);
    return fields.length > 19 ? fields[19] : "";
  }

  List<String> words(long pid, String name) {
    String text = text(path(pid, name));
    if (text.isEmpty()) {
      return List.of();
    }
    String trimmed = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    return List.of(trimmed.split("\0", -1));
  }

  String link(long pid, String name) {
    try {
      return Files.readSymbolicLink(path(pid, name)).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Processes of a program with exactly these arguments, the oldest first. The name it was called
   * by may differ: {@code dockerd} is started again as {@code /usr/sbin/dockerd}.
   */
  List<Long> running(List<String> argv) {
    List<Long> found = new ArrayList<>();
    for (long pid : pids()) {
      List<String> words = words(pid, "cmdline");
      if (!words.isEmpty()
          && name(words).equals(name(argv))
          && words.subList(1, words.size()).equals(argv.subList(1, argv.size()))
          && !started(pid).isEmpty()) {
        found.add(pid);
      }
    }
    return found;
  }

  private static String name(List<String> argv) {
    return argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
  }

  /** Some process in this network namespace. */
  Optional<Long> inNetwork(String network) {
    return pids().stream().filter(pid -> link(pid, "ns/net").equals(network)).findFirst();
  }

  /** The open file of this very process that leads to {@code target}; empty if there is none. */
  static Optional<Integer> ownDescriptor(String target) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path fd : open) {
        if (target.equals(Files.readSymbolicLink(fd).toString())) {
          return Optional.of(Integer.parseInt(String.valueOf(fd.getFileName())));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root, "[0-9]*")) {
      all.forEach(path -> pids.add(Long.parseLong(String.valueOf(path.getFileName()))));
    } catch (IOException | NumberFormatException e) {
      return pids;
    }
    pids.sort(null);
    return pids;
  }
}
