package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.unit.DropIn;
import io.bulkhead.daemon.unit.Service;
import io.bulkhead.daemon.unit.VariableText;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Targets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service units of a host, and what files say when flags are taken out of them. */
final class Units {
  private static final Pattern ANY_UNIT =
      Pattern.compile("/(?:etc|run)/systemd/system/([^/]+\\.[a-z]+?)(?:\\.d/[^/]+\\.conf)?");

  private final HostFiles files;
  private final Set<String> engine = new TreeSet<>();
  private final Map<String, Reading<Service>> read = new TreeMap<>();

  Units(HostFiles files, Daemon daemon) {
    this.files = files;
    daemon.unit().seen().ifPresent(unit -> engine.add(unit.name()));
    daemon.socketUnit().seen().ifPresent(unit -> engine.add(unit.name()));
  }

  HostFiles files() {
    return files;
  }

  Reading<Service> service(String unit) {
    return read.computeIfAbsent(unit, name -> Service.read(files, name));
  }

  /** True if the file can say how the engine is started: its unit, its socket, their drop-ins. */
  boolean ofEngine(String path) {
    return unitOf(path).map(engine::contains).orElse(false);
  }

  /** The unit that a file below a unit directory belongs to; empty for any other file. */
  static Optional<String> unitOf(String path) {
    Matcher matcher = ANY_UNIT.matcher(path);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** A flag's edits with the files they are made in, or why there are none. */
  record Places(List<Edit.Flag> edits, String refusal) {
    static Places refused(String why) {
      return new Places(List.of(), why);
    }
  }

  /** Where a flag is given, and so which files have to be written to drop it. */
  Places places(Edit.Flag wanted) {
    if (!(service(wanted.unit()) instanceof Reading.Present<Service> present)) {
      return Places.refused("the unit " + wanted.unit() + " could not be read");
    }
    Service service = present.value();
    if (!service.problems().isEmpty()) {
      return Places.refused(wanted.unit() + ": " + service.problems().get(0).says());
    }
    List<Edit.Flag> edits = new ArrayList<>();
    if (!DropIn.inUnit(service, Set.of(wanted.key())).isEmpty()) {
      edits.add(at(wanted, DropIn.path(service)));
    }
    DropIn.inFiles(service, wanted.key()).keySet().forEach(path -> edits.add(at(wanted, path)));
    return edits.isEmpty()
        ? Places.refused(
            wanted.flag() + " is not given by " + wanted.unit() + " in a way that can be edited")
        : new Places(edits, "");
  }

  private static Edit.Flag at(Edit.Flag wanted, String path) {
    return new Edit.Flag(path, wanted.unit(), wanted.key(), wanted.flag(), false);
  }

  /**
   * The bytes of a file when flags are dropped.
   *
   * @param path a drop-in of the unit, or an environment file
   * @return absent with the reason if the file cannot be edited without a risk
   */
  Reading<byte[]> without(String path, Targets.FileTarget now, String unit, Set<String> keys) {
    Origin origin = Origin.derived(path);
    if (!(service(unit) instanceof Reading.Present<Service> present)) {
      return Reading.unreadable(origin, "the unit " + unit + " could not be read");
    }
    Service service = present.value();
    String text = new String(now.content(), StandardCharsets.UTF_8);
    if (path.equals(DropIn.path(service))) {
      return text.isEmpty() || text.startsWith(DropIn.MARK)
          ? Reading.present(bytes(DropIn.text(service, keys, text)), origin)
          : Reading.unreadable(origin, path + " is there and is not Bulkhead's");
    }
    for (String key : keys) {
      String name = DropIn.inFiles(service, key).get(path);
      if (name != null) {
        var left = VariableText.without(text, name, Set.of(key));
        if (left.isEmpty()) {
          return Reading.unreadable(
              origin,
              name + " in " + path + " is not one plain line, so it is not edited automatically");
        }
        text = left.get();
      }
    }
    return Reading.present(bytes(text), origin);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
