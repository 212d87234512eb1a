package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A host's files with those of a plan as they will be written. */
final class PlannedFiles implements HostFiles {
  private final HostFiles host;
  private final Map<String, Optional<byte[]>> planned;

  /**
   * @param planned bytes by path; empty for a file that is deleted
   */
  PlannedFiles(HostFiles host, Map<String, Optional<byte[]>> planned) {
    this.host = host;
    this.planned = Map.copyOf(planned);
  }

  @Override
  public boolean live() {
    return host.live();
  }

  @Override
  public Reading<byte[]> bytes(String path) {
    Optional<byte[]> mine = planned.get(path);
    return mine == null ? host.bytes(path) : reading(path, mine);
  }

  @Override
  public Reading<String> text(String path) {
    Optional<byte[]> mine = planned.get(path);
    return mine == null
        ? host.text(path)
        : reading(path, mine.map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
  }

  private static <T> Reading<T> reading(String path, Optional<T> mine) {
    Origin origin = Origin.derived(path);
    return mine.map(value -> Reading.present(value, origin))
        .orElseGet(() -> Reading.absent(origin));
  }

  @Override
  public Reading<List<String>> list(String path) {
    TreeSet<String> names = new TreeSet<>();
    Reading<List<String>> there = host.list(path);
    boolean ours = planned.keySet().stream().anyMatch(file -> parent(file).equals(path));
    if (!ours || there instanceof Reading.Unreadable<List<String>>) {
      return there;
    }
    names.addAll(there.seen().orElse(List.of()));
    planned.forEach(
        (file, content) -> {
          String name = file.substring(file.lastIndexOf('/') + 1);
          if (parent(file).equals(path) && content.isPresent()) {
            names.add(name);
          } else if (parent(file).equals(path)) {
            names.remove(name);
          }
        });
    return Reading.present(List.copyOf(names), Origin.derived(path));
  }

  private static String parent(String file) {
    return file.substring(0, file.lastIndexOf('/'));
  }

  @Override
  public Reading<String> link(String path) {
    return planned.containsKey(path) ? Reading.absent(Origin.derived(path)) : host.link(path);
  }

  @Override
  public Reading<FileStat> stat(String path) {
    return host.stat(path);
  }
}
