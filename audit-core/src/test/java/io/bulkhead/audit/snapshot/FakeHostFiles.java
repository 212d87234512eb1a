package io.bulkhead.audit.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host's files in memory. What was not put is absent; what was denied is unreadable. */
public final class FakeHostFiles implements HostFiles {
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();
  private final Map<String, FileStat> stats = new TreeMap<>();
  private final Map<String, String> denied = new TreeMap<>();
  private boolean live = true;

  /** A file root:root 0644 with this text. */
  public FakeHostFiles put(String path, String text) {
    return put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public FakeHostFiles put(String path, byte[] bytes) {
    contents.put(path, bytes.clone());
    stats.putIfAbsent(path, Samples.stat(path, FileKind.REGULAR, 0644, 0, 0));
    return this;
  }

  public FakeHostFiles directory(String path) {
    return stat(Samples.stat(path, FileKind.DIRECTORY, 0755, 0, 0));
  }

  /** Sets the status of {@code stat.path()}. */
  public FakeHostFiles stat(FileStat stat) {
    stats.put(stat.path(), stat);
    return this;
  }

  /** A symbolic link; only {@link #link} sees it, other reads do not follow it. */
  public FakeHostFiles putLink(String path, String target) {
    links.put(path, target);
    return this;
  }

  /** Every read of this path fails with the reason. */
  public FakeHostFiles deny(String path, String reason) {
    denied.put(path, reason);
    return this;
  }

  public FakeHostFiles remove(String path) {
    contents.remove(path);
    links.remove(path);
    stats.remove(path);
    return this;
  }

  public FakeHostFiles live(boolean running) {
    live = running;
    return this;
  }

  @Override
  public boolean live() {
    return live;
  }

  @Override
  public Reading<byte[]> bytes(String path) {
    byte[] found = contents.get(path);
    Reading<byte[]> reading = reading(path, found == null ? null : found.clone());
    return reading.then(
        seen ->
            seen.value().length > LIMIT
                ? Reading.unreadable(seen.origin(), "larger than " + LIMIT + " bytes")
                : seen);
  }

  @Override
  public Reading<String> text(String path) {
    return bytes(path)
        .then(
            seen -> {
              try {
                String text =
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(seen.value()))
                        .toString();
                return Reading.present(text, seen.origin());
              } catch (CharacterCodingException malformed) {
                return Reading.unreadable(seen.origin(), "is not UTF-8 text");
              }
            });
  }

  @Override
  public Reading<List<String>> list(String path) {
    String prefix = path.endsWith("/") ? path : path + "/";
    TreeSet<String> names = new TreeSet<>();
    for (Map<String, ?> all : List.of(contents, links, stats)) {
      for (String known : all.keySet()) {
        if (known.startsWith(prefix) && known.length() > prefix.length()) {
          names.add(known.substring(prefix.length()).split("/", 2)[0]);
        }
      }
    }
    FileStat itself = stats.get(path);
    boolean exists = !names.isEmpty() || (itself != null && itself.kind() == FileKind.DIRECTORY);
    return reading(path, exists ? List.copyOf(names) : null);
  }

  @Override
  public Reading<String> link(String path) {
    return reading(path, links.get(path));
  }

  @Override
  public Reading<FileStat> stat(String path) {
    return reading(path, stats.get(path));
  }

  private <T> Reading<T> reading(String path, @org.jspecify.annotations.Nullable T value) {
    Origin origin = Origin.observed(path);
    String refused = denied.get(path);
    if (refused != null) {
      return Reading.unreadable(origin, refused);
    }
    return value == null ? Reading.absent(origin) : Reading.present(value, origin);
  }
}
