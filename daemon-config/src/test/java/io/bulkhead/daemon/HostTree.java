package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host made of a few files. */
public final class HostTree implements HostFiles {
  private final TreeMap<String, byte[]> texts = new TreeMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, Long> times = new HashMap<>();
  private final Map<String, Long> changes = new HashMap<>();
  private final Set<String> denied = new HashSet<>();
  private boolean live = true;

  public HostTree put(String path, String text) {
    texts.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public HostTree remove(String path) {
    texts.remove(path);
    return this;
  }

  public HostTree at(String path, long modifiedEpochMillis) {
    times.put(path, modifiedEpochMillis);
    return this;
  }

  public HostTree changed(String path, long changedEpochMillis) {
    changes.put(path, changedEpochMillis);
    return this;
  }

  public HostTree symlink(String path, String target) {
    links.put(path, target);
    return this;
  }

  public HostTree deny(String path) {
    denied.add(path);
    return this;
  }

  public HostTree offline() {
    live = false;
    return this;
  }

  @Override
  public boolean live() {
    return live;
  }

  private <T> Reading<T> none(String path) {
    Origin origin = Origin.observed(path);
    return denied.contains(path)
        ? Reading.unreadable(origin, "permission denied")
        : Reading.absent(origin);
  }

  @Override
  public Reading<byte[]> bytes(String path) {
    String real = links.getOrDefault(path, path);
    byte[] text = denied.contains(path) ? null : texts.get(real);
    return text == null ? none(path) : Reading.present(text.clone(), Origin.observed(path));
  }

  @Override
  public Reading<String> text(String path) {
    return bytes(path).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  @Override
  public Reading<List<String>> list(String path) {
    String prefix = path.equals("/") ? "/" : path + "/";
    Set<String> names = new TreeSet<>();
    Set<String> all = new HashSet<>(texts.keySet());
    all.addAll(links.keySet());
    for (String file : all) {
      if (file.startsWith(prefix)) {
        names.add(file.substring(prefix.length()).split("/")[0]);
      }
    }
    return names.isEmpty() || denied.contains(path)
        ? none(path)
        : Reading.present(List.copyOf(names), Origin.observed(path));
  }

  @Override
  public Reading<String> link(String path) {
    String target = denied.contains(path) ? null : links.get(path);
    return target == null ? none(path) : Reading.present(target, Origin.observed(path));
  }

  @Override
  public Reading<FileStat> stat(String path) {
    String real = links.getOrDefault(path, path);
    boolean directory = list(real).seen().isPresent();
    if (!directory && (denied.contains(path) || !texts.containsKey(real))) {
      return none(path);
    }
    return Reading.present(
        new FileStat(
            path,
            real,
            directory ? FileKind.DIRECTORY : FileKind.REGULAR,
            0644,
            0,
            0,
            "root",
            "root",
            1,
            0,
            times.getOrDefault(path, 0L),
            changes.getOrDefault(path, times.getOrDefault(path, 0L)),
            List.of()),
        Origin.observed(path));
  }
}
