package io.bulkhead.kernel.files;

import io.bulkhead.audit.snapshot.AclEntry;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Md5;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A host's files below a root, {@code /} for the running system. Thread-safe.
 *
 * <p>Access ACLs are read only where they can matter: an entry's rights end at the mask, and the
 * mask is what the mode shows as group bits, so where these give no more than everybody has, no
 * entry can give more either and none is listed. Where they would matter and cannot be read, the
 * whole status is unreadable.
 */
public final class RootedFiles implements HostFiles {
  private static final int NAMES = 1 << 17;
  private static final int SMALL = 1 << 12;
  private static final int PIECE = 1 << 16;

  private final Inside inside;
  private final AclReader acls;
  private final AccountNames names;

  /**
   * @throws IllegalArgumentException if the root is not a directory that can be reached
   */
  public RootedFiles(Path root) {
    this(root, RootedFiles::aclByService);
  }

  RootedFiles(Path root, AclReader acls) {
    try {
      this.inside = new Inside(root);
    } catch (IOException e) {
      throw new IllegalArgumentException("root '" + root + "' cannot be reached", e);
    }
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException("root '" + root + "' is not a directory");
    }
    this.acls = acls;
    this.names = new AccountNames(path -> text(path).seen().orElse(""));
  }

  private static Optional<byte[]> aclByService(String path) throws IOException {
    Optional<AclReader> service =
        ServiceLoader.load(AclReader.class, RootedFiles.class.getClassLoader()).findFirst();
    if (service.isEmpty()) {
      throw new IOException("nothing here can read access control lists");
    }
    return service.get().accessAcl(path);
  }

  @Override
  public boolean live() {
    return inside.live();
  }

  @Override
  public Reading<byte[]> bytes(String path) {
    return Refusal.reading(
        path,
        inside,
        origin -> {
          byte[] all = read(path, LIMIT + 1);
          return all.length > LIMIT
              ? Reading.unreadable(origin, "larger than " + LIMIT + " bytes")
              : Reading.present(all, origin);
        });
  }

  @Override
  public Reading<byte[]> head(String path, int limit) {
    return Refusal.reading(path, inside, origin -> Reading.present(read(path, limit), origin));
  }

  @Override
  public Reading<String> md5(String path) {
    return Refusal.reading(
        path,
        inside,
        origin -> {
          Path found = regular(path);
          MessageDigest digest = Md5.digest();
          try (SeekableByteChannel channel = open(found)) {
            ByteBuffer buffer = ByteBuffer.allocate(PIECE);
            while (channel.read(buffer.clear()) >= 0) {
              digest.update(buffer.flip());
            }
          }
          return Reading.present(HexFormat.of().formatHex(digest.digest()), origin);
        });
  }

  private Path regular(String path) throws IOException {
    Path found = inside.find(path, true);
    if (!pseudo(path)) {
      FileKind kind = status(found).kind();
      if (kind != FileKind.REGULAR) {
        throw Refusal.because(path, "not a regular file but a " + UnixStatus.words(kind));
      }
    }
    return found;
  }

  private byte[] read(String path, int limit) throws IOException {
    Path found = regular(path);
    try (SeekableByteChannel channel = open(found)) {
      byte[] all = new byte[Math.min(limit, SMALL)];
      int got = fill(channel, all, 0);
      while (got == all.length && got < limit) {
        all = Arrays.copyOf(all, room(channel, got, limit));
        got = fill(channel, all, got);
      }
      return got == all.length ? all : Arrays.copyOf(all, got);
    }
  }

  /** Room for the whole file at once where it tells its size; the kernel's own files tell 0. */
  private static int room(SeekableByteChannel channel, int got, int limit) throws IOException {
    long told = channel.size() + 1;
    return (int) Math.min(limit, told > got ? told : 4L * got);
  }

  /** Reads until the buffer is full or the file ends; returns how much of the buffer is filled. */
  private static int fill(SeekableByteChannel channel, byte[] all, int from) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(all).position(from);
    int got = 0;
    while (got >= 0 && buffer.position() < all.length) {
      // not more at once: the channel would keep a buffer of that size for the thread
      got = channel.read(buffer.limit(Math.min(all.length, buffer.position() + PIECE)));
    }
    return buffer.position();
  }

  /**
   * True for the kernel's own files, which need no look at their type before they are opened: none
   * of them is a FIFO. What a process's root, working directory and descriptors lead to is not the
   * kernel's.
   */
  private boolean pseudo(String path) {
    if (!live() || path.contains("/..")) {
      return false;
    }
    return path.startsWith("/sys/")
        || (path.startsWith("/proc/")
            && !path.contains("/root/")
            && !path.contains("/cwd/")
            && !path.contains("/fd/")
            && !path.endsWith("/exe")
            && !path.contains("/map_files/"));
  }

  @Override
  public Reading<String> text(String path) {
    return bytes(path)
        .then(
            seen -> {
              try {
                var decoder = StandardCharsets.UTF_8.newDecoder();
                String text = decoder.decode(ByteBuffer.wrap(seen.value())).toString();
                return Reading.present(text, seen.origin());
              } catch (CharacterCodingException e) {
                return Reading.unreadable(seen.origin(), "not valid UTF-8 text");
              }
            });
  }

  @Override
  public Reading<List<String>> list(String path) {
    return Refusal.reading(path, inside, origin -> list(path, origin));
  }

  private Reading<List<String>> list(String path, Origin origin) throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(inside.find(path, true))) {
      for (Path entry : entries) {
        if (found.size() == NAMES) {
          return Reading.unreadable(origin, "more than " + NAMES + " names");
        }
        found.add(String.valueOf(entry.getFileName()));
      }
    }
    Collections.sort(found);
    return Reading.present(found, origin);
  }

  @Override
  public Reading<String> link(String path) {
    return Refusal.reading(
        path,
        inside,
        origin -> {
          Path link = inside.find(path, false);
          return Reading.present(Files.readSymbolicLink(link).toString(), origin);
        });
  }

  @Override
  public Reading<FileStat> stat(String path) {
    return Refusal.reading(path, inside, origin -> stat(path, origin));
  }

  private Reading<FileStat> stat(String path, Origin origin) throws IOException {
    Path found = inside.find(path, true);
    UnixStatus seen = status(found);
    return Reading.present(
        new FileStat(
            path,
            inside.asHostSees(path, found),
            seen.kind(),
            seen.permissions(),
            seen.uid(),
            seen.gid(),
            names.user(seen.uid()),
            names.group(seen.gid()),
            seen.links(),
            seen.size(),
            seen.modifiedMillis(),
            seen.changedMillis(),
            acl(found, seen)),
        origin);
  }

  /** Status of what a resolved path leads to; in a tree its last component is no link any more. */
  private UnixStatus status(Path found) throws IOException {
    return live() ? UnixStatus.of(found) : UnixStatus.of(found, LinkOption.NOFOLLOW_LINKS);
  }

  private SeekableByteChannel open(Path found) throws IOException {
    return live()
        ? Files.newByteChannel(found)
        : Files.newByteChannel(found, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private List<AclEntry> acl(Path found, UnixStatus seen) throws IOException {
    boolean kernels = live() && (found.startsWith("/proc") || found.startsWith("/sys"));
    if (kernels || !seen.leavesRoomForAcl()) {
      return List.of();
    }
    Optional<byte[]> attribute = acls.accessAcl(found.toString());
    return attribute.isEmpty() ? List.of() : PosixAcl.parse(attribute.get()).named();
  }
}
