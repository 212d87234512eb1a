package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.kernel.nativeaccess.NativeSys;
import io.bulkhead.kernel.nativeaccess.NativeUnavailableException;
import io.bulkhead.remediate.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A host tree on the real file system of the build directory, and what is in it. */
public final class Tree {
  public static final Sys REAL = load();

  /**
   * The real one that does not wait for the disk. What a test that ends the process can see is the
   * same, and thousands of runs take seconds.
   */
  public static final Sys UNFLUSHED =
      (Sys)
          Proxy.newProxyInstance(
              Tree.class.getClassLoader(),
              new Class<?>[] {Sys.class},
              (proxy, method, arguments) -> {
                try {
                  return method.getName().endsWith("sync") ? null : method.invoke(REAL, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Instant LONG_AGO = Instant.parse("2019-03-01T04:05:06.123456789Z");

  public final Path root;

  /** A tree that is there already, whoever made it. */
  public static Tree at(Path root) {
    return new Tree(root.toAbsolutePath().normalize(), root);
  }

  private Tree(Path root, Path given) {
    this.root = root;
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException("no tree at " + given);
    }
  }

  private static Sys load() {
    try {
      return NativeSys.load();
    } catch (NativeUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  public Tree() {
    this(Path.of("target", "trees"));
  }

  public Tree(Path below) {
    root =
        below
            .resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet())
            .toAbsolutePath()
            .normalize();
    delete();
    make("", 0755);
  }

  public Tree make(String path, int mode) {
    try {
      Files.createDirectories(root.resolve(path));
      Files.setAttribute(root.resolve(path), "unix:mode", mode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Writes a file with an odd time of last change. */
  public Tree write(String path, String text, int mode) {
    Path file = root.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      Files.setAttribute(file, "unix:mode", mode);
      Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public Tree xattr(String path, String name, String value) {
    Path file = root.resolve(path);
    try {
      int directory = REAL.openDirectory(parent(file));
      int fd = REAL.openAppend(directory, file.getFileName().toString());
      REAL.setXattr(fd, name, value.getBytes(StandardCharsets.UTF_8));
      REAL.close(fd);
      REAL.close(directory);
      Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public String text(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean has(String path) {
    return Files.exists(root.resolve(path));
  }

  /** Everything below etc: type, mode, owner, content, extended attributes, time of files. */
  public SortedMap<String, String> state() {
    return state("etc");
  }

  private SortedMap<String, String> state(String below) {
    SortedMap<String, String> all = new TreeMap<>();
    if (!has(below)) {
      return all;
    }
    try (Stream<Path> paths = Files.walk(root.resolve(below))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        all.put(root.relativize(path).toString(), describe(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** Like {@link #state} without times: what can be compared after a change. */
  public SortedMap<String, String> timeless() {
    return timeless("etc");
  }

  /** The same for a part of it; nothing if it is not there. */
  SortedMap<String, String> timeless(String below) {
    SortedMap<String, String> all = new TreeMap<>();
    state(below).forEach((path, says) -> all.put(path, says.replaceFirst(" @.*", "")));
    return all;
  }

  /** The inode of everything below etc. */
  public SortedMap<String, Long> inodes() {
    SortedMap<String, Long> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root.resolve("etc"))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        all.put(root.relativize(path).toString(), (Long) inode);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static String describe(Path path) throws SysException {
    int directory = REAL.openDirectory(parent(path));
    String name = path.getFileName().toString();
    try {
      Stat stat = REAL.stat(directory, name).orElseThrow();
      String head = String.format(Locale.ROOT, "%o %d:%d", stat.mode(), stat.uid(), stat.gid());
      if (!stat.isRegular()) {
        return head;
      }
      int fd = REAL.open(directory, name);
      try {
        StringBuilder says = new StringBuilder(head);
        says.append(' ').append(Sha256.hex(REAL.read(fd, 1 << 20)));
        for (String xattr : REAL.xattrs(fd)) {
          says.append(' ').append(xattr).append('=');
          says.append(HexFormat.of().formatHex(REAL.xattr(fd, xattr)));
        }
        return says + " @" + stat.mtimeSeconds() + "." + stat.mtimeNanos();
      } finally {
        REAL.close(fd);
      }
    } finally {
      REAL.close(directory);
    }
  }

  private static String parent(Path path) {
    return String.valueOf(path.getParent());
  }

  public void delete() {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
