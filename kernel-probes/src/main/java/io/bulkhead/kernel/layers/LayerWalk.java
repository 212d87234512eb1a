package io.bulkhead.kernel.layers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Goes once through the files of a layer, without following links. */
final class LayerWalk {
  static final int TYPE = 0170000;
  static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int SET_ID = 06000;
  private static final int LARGEST = 1 << 16;

  private static final Set<String> READ =
      Set.of("/etc/passwd", "/etc/shadow", "/etc/os-release", "/usr/lib/os-release");

  private static final Set<String> PROGRAM_DIRECTORIES =
      Set.of("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin");

  private static final Set<String> TOOLS =
      Set.of(
          "sudo",
          "gcc",
          "cc",
          "clang",
          "make",
          "nc",
          "ncat",
          "netcat",
          "nc.openbsd",
          "nc.traditional",
          "nmap",
          "tcpdump",
          "socat",
          "strace",
          "gdb",
          "curl",
          "wget",
          "telnet",
          "ssh",
          "sshd",
          "git");

  private final int most;
  private int entries;

  /**
   * @param most files and directories that are looked at in all layers together
   */
  LayerWalk(int most) {
    this.most = most;
  }

  /** Too many files. */
  static final class TooMany extends IOException {
    private static final long serialVersionUID = 1L;

    TooMany(int most) {
      super("more than " + most + " files in the layers of all images");
    }
  }

  Layer through(Path top) throws IOException {
    Layer layer = new Layer();
    Deque<Path> todo = new ArrayDeque<>();
    todo.push(top);
    while (!todo.isEmpty()) {
      Path directory = todo.pop();
      String place = directory.equals(top) ? "" : "/" + top.relativize(directory);
      try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
        for (Path path : names) {
          if (++entries > most) {
            throw new TooMany(most);
          }
          int mode = (int) attribute(path, "unix:mode");
          if ((mode & TYPE) == DIRECTORY) {
            todo.push(path);
          } else {
            note(layer, path, place + "/" + path.getFileName(), mode);
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    return layer;
  }

  private static void note(Layer layer, Path path, String inside, int mode) throws IOException {
    int slash = inside.lastIndexOf('/');
    String name = inside.substring(slash + 1);
    if (PROGRAM_DIRECTORIES.contains(inside.substring(0, slash)) && TOOLS.contains(name)) {
      layer.tools.put(inside, name);
    }
    if ((mode & TYPE) != REGULAR) {
      return;
    }
    if ((mode & SET_ID) != 0) {
      layer.setIds.put(inside, String.format(Locale.ROOT, "%04o", mode & 07777));
    }
    if (READ.contains(inside)) {
      layer.texts.put(inside, text(path));
    }
    if (CredentialFile.suspected(inside) && attribute(path, "unix:size") <= LARGEST) {
      Optional<String> sign = CredentialFile.sign(inside, text(path));
      sign.ifPresent(says -> layer.credentials.put(inside, says));
    }
  }

  private static long attribute(Path path, String name) throws IOException {
    return ((Number) Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS)).longValue();
  }

  private static String text(Path path) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    try (SeekableByteChannel in =
        Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      int got = 0;
      while (got >= 0 && buffer.hasRemaining()) {
        got = in.read(buffer);
      }
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }
}
