package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Packages;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads dpkg's files (dpkg(1), deb-control(5)): who owns the programs, and in which version. */
final class Dpkg {
  private static final String STATUS = "/var/lib/dpkg/status";
  private static final String INFO = "/var/lib/dpkg/info/";
  private static final int STATUS_LIMIT = 64 << 20;
  private static final int LIST_LIMIT = 8 << 20;

  /** Packages that engines come from; others are searched only for what these do not own. */
  private static final Set<String> USUAL =
      Set.of(
          "docker.io",
          "docker-cli",
          "docker-ce",
          "docker-ce-cli",
          "docker-buildx-plugin",
          "docker-buildx",
          "docker-compose-plugin",
          "docker-compose",
          "docker-compose-v2",
          "moby-engine",
          "moby-cli",
          "moby-containerd",
          "moby-runc",
          "moby-buildx",
          "containerd",
          "containerd.io",
          "runc",
          "tini");

  private final HostFiles files;

  Dpkg(HostFiles files) {
    this.files = files;
  }

  /** The owners of these programs; absent where dpkg does not manage this host. */
  Reading<Packages> read(Set<String> programs) {
    return files
        .head(STATUS, STATUS_LIMIT)
        .then(
            bytes ->
                Reading.present(
                    packages(programs, new String(bytes.value(), StandardCharsets.UTF_8)),
                    Origin.observed(STATUS + " and " + INFO)));
  }

  private Packages packages(Set<String> programs, String status) {
    List<Installed> found = new ArrayList<>();
    Set<String> left = new LinkedHashSet<>(programs);
    for (DpkgStatus.Entry entry : DpkgStatus.installed(status, USUAL)) {
      add(entry, programs, left, found);
    }
    if (!left.isEmpty()) {
      Set<String> owners = ownersOf(left);
      owners.removeAll(USUAL);
      for (DpkgStatus.Entry entry : DpkgStatus.installed(status, owners)) {
        add(entry, programs, left, found);
      }
    }
    Set<String> names = new TreeSet<>();
    found.forEach(one -> names.add(one.name()));
    return new Packages("dpkg", found, List.copyOf(left), new AptLists(files).read(names));
  }

  private void add(
      DpkgStatus.Entry entry, Set<String> programs, Set<String> left, List<Installed> found) {
    String base = INFO + entry.name();
    if (files.stat(base + ".list").seen().isEmpty()) {
      base = INFO + entry.name() + ":" + entry.architecture();
    }
    Set<String> listed = lines(base + ".list");
    Map<String, String> owned = new LinkedHashMap<>();
    for (String program : programs) {
      spellings(program).stream()
          .filter(listed::contains)
          .findFirst()
          .ifPresent(spelled -> owned.put(program, spelled));
    }
    left.removeAll(owned.keySet());
    if (!owned.isEmpty()) {
      found.add(
          new Installed(
              entry.name(),
              entry.version(),
              entry.source(),
              entry.sourceVersion(),
              List.copyOf(owned.keySet()),
              altered(base, owned),
              new Changelog(files).fixes(entry.name())));
    }
  }

  /** A path as a package may have called it: before /usr was merged, and through links. */
  private Set<String> spellings(String program) {
    Set<String> all = new LinkedHashSet<>(List.of(program));
    files.stat(program).seen().map(FileStat::realPath).ifPresent(all::add);
    for (String path : List.copyOf(all)) {
      if (path.startsWith("/usr/")) {
        all.add(path.substring(4));
      }
    }
    return all;
  }

  /** Names of packages whose list holds one of the programs. */
  private Set<String> ownersOf(Collection<String> programs) {
    Set<String> wanted = new LinkedHashSet<>();
    programs.forEach(program -> wanted.addAll(spellings(program)));
    WantedLines lists = new WantedLines(wanted);
    Set<String> owners = new TreeSet<>();
    for (String name : files.list(INFO).seen().orElse(List.of())) {
      if (name.endsWith(".list")) {
        if (lists.hold(files.head(INFO + name, LIST_LIMIT).seen().orElse(new byte[0]))) {
          owners.add(name.substring(0, name.length() - 5).split(":", 2)[0]);
        }
      }
    }
    return owners;
  }

  /**
   * Compares with the checksums the package brought. The content of a file whose status has not
   * changed since the package was unpacked is not read: every write changes it.
   */
  private Reading<List<String>> altered(String base, Map<String, String> owned) {
    String sums = base + ".md5sums";
    Reading<byte[]> text = files.head(sums, LIST_LIMIT);
    Optional<Long> unpacked = files.stat(base + ".list").seen().map(FileStat::changedEpochMillis);
    return text.then(
        seen -> {
          Map<String, String> expected = sums(seen.value());
          List<String> altered = new ArrayList<>();
          for (Map.Entry<String, String> program : owned.entrySet()) {
            if (passesOn(program.getKey(), owned.keySet(), expected)) {
              continue;
            }
            String sum = expected.get(program.getValue());
            Reading<Boolean> same = same(program.getKey(), sum, unpacked);
            if (same instanceof Reading.Unreadable<Boolean> unseen) {
              return Reading.unreadable(unseen.origin(), unseen.reason());
            }
            if (!same.seen().orElse(true)) {
              altered.add(program.getKey());
            }
          }
          return Reading.present(altered, Origin.observed(sums));
        });
  }

  /** A link of the package to a program that is looked at under its own name. */
  private boolean passesOn(String program, Set<String> owned, Map<String, String> expected) {
    if (files.link(program).seen().isEmpty()) {
      return false;
    }
    String real = files.stat(program).seen().map(FileStat::realPath).orElse(program);
    boolean elsewhere = WellKnownPaths.PROGRAMS.contains(real) && !owned.contains(real);
    return !real.equals(program)
        && (elsewhere
            || (owned.contains(real) && spellings(real).stream().anyMatch(expected::containsKey)));
  }

  private Reading<Boolean> same(String program, @Nullable String sum, Optional<Long> unpacked) {
    if (sum == null) {
      return files.link(program).seen().isPresent()
          ? Reading.present(false, Origin.observed(program))
          : Reading.unreadable(Origin.observed(program), "the package has no checksum of it");
    }
    return files
        .stat(program)
        .then(
            stat ->
                unpacked.filter(time -> stat.value().changedEpochMillis() <= time).isPresent()
                    ? Reading.present(true, stat.origin())
                    : files.md5(program).map(sum::equals));
  }

  /** Lines of a digest, two blanks and a path without its first slash. */
  private static Map<String, String> sums(byte[] text) {
    Map<String, String> sums = new LinkedHashMap<>();
    new String(text, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.length() > 34)
        .forEach(line -> sums.put("/" + line.substring(34), line.substring(0, 32)));
    return sums;
  }

  private Set<String> lines(String path) {
    byte[] text = files.head(path, LIST_LIMIT).seen().orElse(new byte[0]);
    Set<String> lines = new LinkedHashSet<>();
    new String(text, StandardCharsets.UTF_8).lines().forEach(lines::add);
    return lines;
  }
}
