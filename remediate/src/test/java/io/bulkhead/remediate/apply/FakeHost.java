package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.HostDriver;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Readers that keep the files of a tree in their memory until they are told to read again, and
 * values; both outlive the process. A value is a digit, kept as the mode of a file, so that setting
 * it is one system call that can be broken like any other; so is telling a reader.
 */
public final class FakeHost implements HostDriver {
  private static final String READERS = "run/readers";
  private static final String VALUES = "proc/values";
  private static final int DIGIT = 07;
  private static final String REGULAR = "100";

  private final Tree tree;
  private Sys sys = Tree.REAL;
  boolean broken;
  boolean locked;

  public FakeHost(Tree tree) {
    this.tree = tree;
    for (Reader reader : Reader.values()) {
      if (!tree.has(memory(reader))) {
        read(reader);
      }
    }
  }

  /** Lets all memories go: whoever starts next reads what is there. */
  public static void boot(Path root) {
    try {
      for (Reader reader : Reader.values()) {
        Files.deleteIfExists(root.resolve(memory(reader)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes values through these calls from now on. */
  public FakeHost through(Sys calls) {
    sys = calls;
    return this;
  }

  private static String memory(Reader reader) {
    return READERS + "/" + reader;
  }

  private void read(Reader reader) {
    tree.write(memory(reader), files(reader), 0600);
  }

  private String files(Reader reader) {
    String directory =
        switch (reader) {
          case UNITS -> "etc/systemd";
          case AUDIT_RULES -> "etc/audit";
          case BOOT_MENU -> "etc/default";
        };
    SortedMap<String, String> files = tree.timeless(directory);
    files.keySet().removeIf(path -> path.contains(".bulkhead-"));
    files.values().removeIf(says -> !says.startsWith(REGULAR));
    return files.toString();
  }

  /** True if nothing is in force that no file says, and the other way round. */
  public boolean upToDate() {
    return Stream.of(Reader.values())
        .allMatch(reader -> tree.text(memory(reader)).equals(files(reader)));
  }

  /** The values that are not zero, by the names of their files. */
  public SortedMap<String, String> values() {
    SortedMap<String, String> all = new TreeMap<>();
    if (!tree.has(VALUES)) {
      return all;
    }
    try (Stream<Path> files = Files.list(tree.root.resolve(VALUES))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        int mode = (Integer) Files.getAttribute(file, "unix:mode") & DIGIT;
        if (mode != 0) {
          all.put(VALUES + "/" + file.getFileName(), String.valueOf(mode));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String reread(Step.Reread step) throws HostFailed {
    on(
        memory(step.reader()),
        step.target(),
        fd -> {
          sys.chmod(fd, 0600);
          return "";
        });
    read(step.reader());
    if (broken && step.present()) {
      throw new HostFailed("systemctl daemon-reload failed: no bus");
    }
    return "read";
  }

  @Override
  public Optional<String> obstacle(Reader reader) {
    return Optional.empty();
  }

  @Override
  public Optional<String> lock(Reader reader) {
    return locked ? Optional.of("locked until the next boot") : Optional.empty();
  }

  @Override
  public String value(Setting setting) throws HostFailed {
    return on(
        file(setting), setting.says(), fd -> String.valueOf(sys.stat(fd).permissions() & DIGIT));
  }

  @Override
  public void set(Setting setting, String value) throws HostFailed {
    on(
        file(setting),
        setting.says(),
        fd -> {
          sys.chmod(fd, Integer.parseInt(value));
          return "";
        });
  }

  private String file(Setting setting) {
    String path = VALUES + "/" + setting.says().replaceAll("[ /]", "-");
    if (!tree.has(path)) {
      tree.write(path, "", 0);
    }
    return path;
  }

  private interface Use {
    String with(int fd) throws SysException;
  }

  private String on(String path, String what, Use use) throws HostFailed {
    Path file = tree.root.resolve(path);
    try {
      int directory = sys.openDirectory(String.valueOf(file.getParent()));
      int fd = sys.openHandle(directory, String.valueOf(file.getFileName()));
      try {
        return use.with(fd);
      } finally {
        sys.close(fd);
        sys.close(directory);
      }
    } catch (SysException e) {
      throw new HostFailed(what + ": " + e.getMessage());
    }
  }
}
