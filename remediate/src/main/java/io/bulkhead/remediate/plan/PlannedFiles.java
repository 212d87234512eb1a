package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A host's files with those of a plan as they will be written. */
final class PlannedFiles implements HostFiles {
  private final HostFiles host;
  private final Map<String, byte[]> planned;

  PlannedFiles(HostFiles host, Map<String, byte[]> planned) {
    this.host = host;
    this.planned = Map.copyOf(planned);
  }

  @Override
  public boolean live() {
    return host.live();
  }

  @Override
  public Reading<byte[]> bytes(String path) {
    byte[] mine = planned.get(path);
    return mine == null ? host.bytes(path) : Reading.present(mine.clone(), Origin.derived(path));
  }

  @Override
  public Reading<String> text(String path) {
    byte[] mine = planned.get(path);
    return mine == null
        ? host.text(path)
        : Reading.present(new String(mine, StandardCharsets.UTF_8), Origin.derived(path));
  }

  @Override
  public Reading<List<String>> list(String path) {
    TreeSet<String> names = new TreeSet<>();
    for (String file : planned.keySet()) {
      int slash = file.lastIndexOf('/');
      if (file.substring(0, slash).equals(path)) {
        names.add(file.substring(slash + 1));
      }
    }
    Reading<List<String>> there = host.list(path);
    if (names.isEmpty() || there instanceof Reading.Unreadable<List<String>>) {
      return there;
    }
    names.addAll(there.seen().orElse(List.of()));
    return Reading.present(List.copyOf(names), Origin.derived(path));
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
