package io.bulkhead.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Java under strace: counts the calls that change files, or kills the tool as it makes one. Only
 * the tool is traced, not what it starts.
 */
public final class Strace {
  /** A call of the tool: the how-manieth of its name. */
  public record Moment(String call, int nth) {
    @Override
    public String toString() {
      return call + " " + nth;
    }
  }

  private static final String CALLS =
      "renameat2,linkat,unlinkat,mkdirat,fsync,fdatasync,fchmod,fchown,fsetxattr,utimensat,ftruncate";

  /** strace also prints calls it has no name for. */
  private static final Set<String> KNOWN = Set.of(CALLS.split(","));

  private final Path home;

  /** Makes a Java home in this directory whose java runs the real one under strace. */
  public Strace(Path directory) {
    home = directory.resolve("traced-java");
    try {
      Files.createDirectories(home.resolve("bin"));
      Files.copy(realHome().resolve("release"), home.resolve("release"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The calls of a run, in order. */
  public List<Moment> moments(Run run) {
    Path log = home.resolve("calls");
    java("-o " + log + " -e trace=" + CALLS);
    run.with("BULKHEAD_JAVA", home.resolve("bin/java").toString()).now().exits(0);
    List<Moment> moments = new ArrayList<>();
    TreeMap<String, Integer> counts = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(log)) {
        int open = line.indexOf('(');
        // "1234  fsync(7) = 0": strace counts each thread by itself, so does the key
        String[] words = line.substring(0, Math.max(open, 0)).strip().split("\\s+");
        if (words.length == 2 && KNOWN.contains(words[1])) {
          int nth = counts.merge(words[0] + words[1], 1, Integer::sum);
          moments.add(new Moment(words[1], nth));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return moments;
  }

  /**
   * About this many moments from the first to the last, the first of each kind of call among them.
   */
  public static List<Moment> spread(List<Moment> all, int about) {
    TreeMap<Integer, Moment> chosen = new TreeMap<>();
    Set<String> kinds = new HashSet<>();
    int step = Math.max(1, all.size() / about);
    for (int i = 0; i < all.size(); i++) {
      boolean newKind = kinds.add(all.get(i).call());
      if (newKind || i == all.size() - 1 || i % step == 0) {
        chosen.put(i, all.get(i));
      }
    }
    return List.copyOf(chosen.values());
  }

  /** Runs it and kills it as it is about to make this call. */
  public Ran kill(Run run, Moment moment) {
    java(
        "-o /dev/null -e trace=%s -e inject=%s:signal=KILL:when=%d"
            .formatted(moment.call(), moment.call(), moment.nth()));
    return run.with("BULKHEAD_JAVA", home.resolve("bin/java").toString()).now();
  }

  private void java(String options) {
    String script =
        "#!/bin/sh\nexec strace -f -qqq -b execve -e signal=none "
            + options
            + " "
            + realHome()
            + "/bin/java \"$@\"\n";
    try {
      Path java = home.resolve("bin/java");
      Files.writeString(java, script);
      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path realHome() {
    return Path.of(System.getProperty("java.home"));
  }
}
