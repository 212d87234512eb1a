package io.bulkhead.kernel.software;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paragraphs of /var/lib/dpkg/status. */
final class DpkgStatus {
  private static final Pattern SOURCE = Pattern.compile("(\\S+)(?: \\(([^)]+)\\))?.*");

  /**
   * An installed package.
   *
   * @param source source package, with its version where that differs
   */
  record Entry(
      String name, String architecture, String version, String source, String sourceVersion) {}

  private DpkgStatus() {}

  /** Those of these names whose files are there. */
  static List<Entry> installed(String status, Set<String> names) {
    List<Entry> found = new ArrayList<>();
    int at = 0;
    while (at < status.length()) {
      int end = status.indexOf("\n\n", at);
      String paragraph = status.substring(at, end < 0 ? status.length() : end);
      at = end < 0 ? status.length() : end + 2;
      String first = paragraph.lines().findFirst().orElse("");
      if (first.startsWith("Package: ") && names.contains(first.substring(9).strip())) {
        add(fields(paragraph), found);
      }
    }
    return found;
  }

  private static void add(Map<String, String> fields, List<Entry> found) {
    String[] status = fields.getOrDefault("Status", "").split(" ");
    String version = fields.getOrDefault("Version", "");
    if (status.length != 3
        || status[2].equals("not-installed")
        || status[2].equals("config-files")
        || version.isEmpty()) {
      return;
    }
    String name = fields.getOrDefault("Package", "");
    Matcher source = SOURCE.matcher(fields.getOrDefault("Source", name));
    boolean known = source.matches();
    String of = known ? source.group(1) : name;
    String ofVersion = known && source.group(2) != null ? source.group(2) : version;
    found.add(new Entry(name, fields.getOrDefault("Architecture", ""), version, of, ofVersion));
  }

  private static Map<String, String> fields(String paragraph) {
    Map<String, String> fields = new HashMap<>();
    for (String line : paragraph.split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.charAt(0) != ' ') {
        fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }
}
