package io.bulkhead.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The bundled tree, unpacked into a private directory; deleted when closed. */
public final class SampleHost implements AutoCloseable {
  private static final String RESOURCES = "/demo/";
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private final Path root;

  private SampleHost(Path root) {
    this.root = root;
  }

  /** A file of the tree: {@code path} ends in a slash for a directory. */
  private record Item(int mode, String path) {
    boolean directory() {
      return path.endsWith("/");
    }
  }

  /**
   * Unpacks the tree.
   *
   * @param cache the user's cache directory
   */
  public static SampleHost unpack(Path cache) throws IOException {
    SampleHost host = new SampleHost(privateDirectory(cache));
    try {
      List<Item> items = items();
      for (Item item : items) {
        host.put(item);
      }
      // directories last: one without the right to write must be filled before
      for (Item item : items) {
        Files.setPosixFilePermissions(host.root.resolve(item.path()), permissions(item.mode()));
      }
      return host;
    } catch (IOException | RuntimeException e) {
      host.close();
      throw e;
    }
  }

  public Path root() {
    return root;
  }

  /** Mode, size, time and content of every file but Bulkhead's own records, by path. */
  public Map<String, String> fingerprint() throws IOException {
    Map<String, String> prints = new TreeMap<>();
    Path own = root.resolve("var/lib/bulkhead");
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!path.equals(root) && !path.startsWith(own)) {
          prints.put(root.relativize(path).toString(), print(path));
        }
      }
    }
    return prints;
  }

  private static String print(Path path) throws IOException {
    String mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS).toString();
    if (Files.isDirectory(path)) {
      return mode;
    }
    return mode
        + " "
        + Files.getLastModifiedTime(path)
        + " "
        + HexFormat.of().formatHex(Files.readAllBytes(path));
  }

  private void put(Item item) throws IOException {
    Path target = root.resolve(item.path());
    if (item.directory()) {
      Files.createDirectory(target);
      return;
    }
    try (InputStream in = resource("tree/" + item.path())) {
      Files.copy(in, target);
    }
  }

  private static List<Item> items() throws IOException {
    List<Item> items = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource("INDEX"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          items.add(new Item(Integer.parseInt(line.substring(0, 4), 8), line.substring(5)));
        }
      }
    }
    return items;
  }

  private static InputStream resource(String name) {
    InputStream in = SampleHost.class.getResourceAsStream(RESOURCES + name);
    if (in == null) {
      throw new IllegalStateException("this build lacks " + RESOURCES + name);
    }
    return in;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    // declared in the order of the bits, from the owner's read bit down
    PosixFilePermission[] bits = PosixFilePermission.values();
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < bits.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        set.add(bits[i]);
      }
    }
    return set;
  }

  private static Path privateDirectory(Path cache) throws IOException {
    var attribute = PosixFilePermissions.asFileAttribute(PRIVATE);
    try {
      Path ours = cache.resolve("bulkhead");
      if (!Files.isDirectory(ours)) {
        Files.createDirectories(ours, attribute);
      }
      return fresh(ours, attribute).toRealPath();
    } catch (IOException noHome) {
      // an account without a home directory, such as nobody
      return Files.createTempDirectory("bulkhead-demo-", attribute).toRealPath();
    }
  }

  private static Path fresh(Path parent, FileAttribute<?> attribute) throws IOException {
    SecureRandom random = new SecureRandom();
    while (true) {
      try {
        String name = "demo-" + HexFormat.of().toHexDigits((short) random.nextInt());
        return Files.createDirectory(parent.resolve(name), attribute);
      } catch (FileAlreadyExistsException taken) {
        // another name
      }
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the demo's directory " + root, e);
    }
  }
}
