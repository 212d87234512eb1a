package io.bulkhead.daemon.unit;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds unit files and their drop-ins where the system's systemd looks (systemd.unit(5)). */
final class UnitFiles {
  private static final List<String> PLACES =
      List.of(
          "/etc/systemd/system.control",
          "/run/systemd/system.control",
          "/run/systemd/transient",
          "/run/systemd/generator.early",
          "/etc/systemd/system",
          "/run/systemd/system",
          "/run/systemd/generator",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system",
          "/run/systemd/generator.late");
  private static final String NOTHING = "/dev/null";

  private final HostFiles files;
  private final List<String> places;

  UnitFiles(HostFiles files) {
    this(files, PLACES);
  }

  /**
   * Looks elsewhere, for example where a user's own systemd does.
   *
   * @param places directories, the first one wins
   */
  UnitFiles(HostFiles files, List<String> places) {
    this.files = files;
    this.places = List.copyOf(places);
  }

  /** Where the systemd of a user looks. */
  static List<String> ofUser(String configHome, String dataHome) {
    return List.of(
        configHome + "/systemd/user",
        "/etc/systemd/user",
        "/run/systemd/user",
        dataHome + "/systemd/user",
        "/usr/local/lib/systemd/user",
        "/usr/lib/systemd/user");
  }

  /**
   * A unit with what belongs to it.
   *
   * @param fragment path of the unit file
   * @param dropIns in the order they apply
   * @param text all of them merged
   */
  record Found(String name, String fragment, List<String> dropIns, UnitText text) {}

  /** The unit; absent if there is none or if it is masked. */
  Reading<Found> find(String name) {
    for (String place : places) {
      String path = place + "/" + name;
      if (files.link(path).seen().filter(NOTHING::equals).isPresent()) {
        return Reading.absent(Origin.observed(path + ", masked"));
      }
      Reading<String> text = files.text(path);
      if (text instanceof Reading.Unreadable<String> unseen) {
        return Reading.unreadable(unseen.origin(), unseen.reason());
      }
      if (text instanceof Reading.Present<String> seen) {
        return seen.value().isEmpty()
            ? Reading.absent(Origin.observed(path + ", masked"))
            : withDropIns(name, path, seen.value());
      }
    }
    return Reading.absent(Origin.observed(name + " in the unit directories"));
  }

  private Reading<Found> withDropIns(String name, String fragment, String text) {
    UnitText merged = new UnitText();
    merged.add(text);
    Map<String, String> byName = new TreeMap<>();
    Optional<Reading.Unreadable<List<String>>> unseen = collect(name, byName);
    if (unseen.isPresent()) {
      return Reading.unreadable(unseen.get().origin(), unseen.get().reason());
    }
    List<String> applied = new ArrayList<>();
    for (String path : byName.values()) {
      if (files.link(path).seen().filter(NOTHING::equals).isPresent()) {
        continue;
      }
      Reading<String> dropIn = files.text(path);
      if (dropIn instanceof Reading.Unreadable<String> denied) {
        return Reading.unreadable(denied.origin(), denied.reason());
      }
      dropIn.seen().ifPresent(merged::add);
      applied.add(path);
    }
    return Reading.present(new Found(name, fragment, applied, merged), Origin.claimed(fragment));
  }

  /** Drop-ins by file name: of equal names the first directory wins, the unit's own before all. */
  private Optional<Reading.Unreadable<List<String>>> collect(
      String name, Map<String, String> byName) {
    List<String> directories = new ArrayList<>();
    for (String owner : owners(name)) {
      places.forEach(place -> directories.add(place + "/" + owner + ".d"));
    }
    Set<String> read = new HashSet<>();
    for (String directory : directories) {
      Reading<List<String>> names = files.list(directory);
      if (names instanceof Reading.Unreadable<List<String>> unseen) {
        return Optional.of(unseen);
      }
      for (String file : names.seen().orElse(List.of())) {
        if (file.endsWith(".conf") && read.add(file)) {
          byName.put(file, directory + "/" + file);
        }
      }
    }
    return Optional.empty();
  }

  /** {@code a-b.service}, {@code a-.service}, {@code service}. */
  private static List<String> owners(String name) {
    List<String> owners = new ArrayList<>(List.of(name));
    String type = name.substring(name.lastIndexOf('.') + 1);
    String stem = name.substring(0, name.length() - type.length() - 1);
    for (int dash = stem.lastIndexOf('-'); dash > 0; dash = stem.lastIndexOf('-', dash - 1)) {
      owners.add(stem.substring(0, dash + 1) + "." + type);
    }
    owners.add(type);
    return owners;
  }
}
