package io.bulkhead.kernel.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accounts of an image.
 *
 * @param passwd text of passwd(5)
 * @param shadow text of shadow(5)
 */
record Accounts(String passwd, String shadow) {
  private static final int UID = 2;

  /** Accounts whose password field is empty, so that nothing is asked. */
  List<String> emptyPasswords() {
    List<String> names = new ArrayList<>();
    for (String text : new String[] {passwd, shadow}) {
      for (String line : text.split("\n")) {
        String[] fields = line.split(":", -1);
        boolean entry = fields.length > UID && !fields[0].isEmpty() && !line.startsWith("#");
        if (entry && fields[1].isEmpty() && !names.contains(fields[0])) {
          names.add(fields[0]);
        }
      }
    }
    return names;
  }

  /** Accounts that are root, whatever they are called. */
  List<String> rootNames() {
    List<String> names = new ArrayList<>();
    for (String line : passwd.split("\n")) {
      String[] fields = line.split(":", -1);
      if (fields.length > UID && fields[UID].matches("0+")) {
        names.add(fields[0]);
      }
    }
    return names;
  }

  List<String> sharedUids() {
    Map<String, List<String>> byUid = new TreeMap<>();
    for (String line : passwd.split("\n")) {
      String[] fields = line.split(":", -1);
      if (fields.length > UID && fields[UID].matches("[0-9]{1,10}")) {
        byUid.computeIfAbsent(fields[UID], uid -> new ArrayList<>()).add(fields[0]);
      }
    }
    return byUid.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
        .toList();
  }
}
