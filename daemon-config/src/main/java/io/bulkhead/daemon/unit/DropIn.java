package io.bulkhead.daemon.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A systemd drop-in that restates a service's command without the flags of some keys, because
 * daemon.json sets them now (systemd.unit(5): a list setting is emptied by an empty assignment).
 */
public final class DropIn {
  /** First line of a drop-in that Bulkhead wrote. */
  public static final String MARK = "# Written by Bulkhead. Take it back with: bulkhead rollback";

  private DropIn() {}

  /**
   * The file where the drop-in belongs: Bulkhead's own one if there is one, else a name that is
   * applied after all others.
   */
  public static String path(Service service) {
    Place place = new Place(service);
    for (String name : List.of("90-bulkhead.conf", "zz-bulkhead.conf", "zzzz-bulkhead.conf")) {
      if (place.last(name)) {
        return place.directory() + "/" + name;
      }
    }
    return place.directory() + "/zzzzzz-bulkhead.conf";
  }

  private record Place(Service service) {
    String directory() {
      return "/etc/systemd/system/" + service.unit().name() + ".d";
    }

    /** Whether no other drop-in is applied after one of this name. */
    boolean last(String name) {
      return service.unit().dropIns().stream()
          .map(path -> path.substring(path.lastIndexOf('/') + 1))
          .allMatch(other -> other.compareTo(name) <= 0);
    }
  }

  /**
   * The keys among {@code keys} whose flags stand in the unit itself: in its command or in a
   * variable that the unit sets.
   */
  public static Set<String> inUnit(Service service, Set<String> keys) {
    Set<String> found = new TreeSet<>();
    for (String key : keys) {
      Set<String> one = Set.of(key);
      boolean command = Restated.command(service.command(), one).isPresent();
      boolean variable =
          variables(service).entrySet().stream()
              .anyMatch(v -> Restated.options(v.getValue(), one).isPresent());
      if (command || variable) {
        found.add(key);
      }
    }
    return found;
  }

  /**
   * Environment files with the variable in each that gives a flag of {@code key}, by path; only
   * variables that the command uses as words of their own.
   */
  public static Map<String, String> inFiles(Service service, String key) {
    Map<String, String> found = new TreeMap<>();
    for (String name : service.optionVariables()) {
      String file = service.variablesFrom().getOrDefault(name, "");
      String value = service.environment().getOrDefault(name, "");
      if (!file.isEmpty() && Restated.options(value, Set.of(key)).isPresent()) {
        found.put(file, name);
      }
    }
    return found;
  }

  /** Variables of the unit itself that the command uses as words of their own. */
  private static Map<String, String> variables(Service service) {
    Map<String, String> own = new TreeMap<>();
    for (String name : service.optionVariables()) {
      if (service.variablesFrom().getOrDefault(name, "").isEmpty()
          && service.environment().containsKey(name)) {
        own.put(name, service.environment().getOrDefault(name, ""));
      }
    }
    return own;
  }

  /**
   * The text of the drop-in: as the service starts now, without the flags of {@code keys}.
   *
   * @param now the text of Bulkhead's own drop-in as it is; empty if there is none
   */
  public static String text(Service service, Set<String> keys, String now) {
    List<String> lines = new ArrayList<>();
    lines.add(MARK);
    lines.add("# The command of " + service.unit().name() + " without what daemon.json says now.");
    lines.add("# While this file is there, a change of ExecStart elsewhere is not seen.");
    lines.add("[Service]");
    variables(service)
        .forEach(
            (name, value) -> {
              Optional<String> left = Restated.options(value, keys);
              if (left.isPresent()
                  || now.contains("\nEnvironment=" + name + "=")
                  || now.contains("\nEnvironment=\"" + name + "=")) {
                lines.add(variable(name, left.orElse(value)));
              }
            });
    lines.add("ExecStart=");
    lines.add("ExecStart=" + Restated.command(service.command(), keys).orElse(service.command()));
    return String.join("\n", lines) + "\n";
  }

  private static String variable(String name, String value) {
    return "Environment=" + Quoting.word((name + "=" + value).replace("%", "%%"));
  }
}
