package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Packages.Index;
import io.bulkhead.audit.snapshot.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The lists that apt fetched from its repositories; only those with fixes are read through. */
final class AptLists {
  static final String LISTS = "/var/lib/apt/lists";
  private static final int HEAD = 1 << 16;
  private static final int LIMIT = 64 << 20;

  /** RFC 1123 with a zone by name, as in {@code Wed, 25 Nov 2026 02:22:30 UTC}. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final HostFiles files;

  AptLists(HostFiles files) {
    this.files = files;
  }

  /** One index for each list of each repository, with the versions of these packages. */
  Reading<List<Index>> read(Collection<String> packages) {
    return files
        .list(LISTS)
        .map(
            names -> {
              List<Index> indexes = new ArrayList<>();
              for (String name : names) {
                String base = name.replaceFirst("_(InRelease|Release)$", "");
                boolean doubled = name.endsWith("_Release") && names.contains(base + "_InRelease");
                if (!base.equals(name) && !doubled) {
                  indexes.addAll(of(name, base, names, packages));
                }
              }
              return indexes;
            });
  }

  private List<Index> of(
      String release, String base, List<String> names, Collection<String> packages) {
    Map<String, String> fields =
        files
            .head(LISTS + "/" + release, HEAD)
            .seen()
            .map(bytes -> fields(new String(bytes, StandardCharsets.UTF_8)))
            .orElse(Map.of());
    String suite = fields.getOrDefault("Codename", fields.getOrDefault("Suite", ""));
    String origin = (fields.getOrDefault("Label", "") + " " + suite).strip();
    boolean fixes = fixes(fields);
    List<Index> indexes = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(base + "_") && name.contains("_Packages")) {
        Reading<Map<String, List<String>>> offered =
            fixes
                ? offered(LISTS + "/" + name, packages)
                : Reading.absent(Origin.observed(LISTS + "/" + name));
        indexes.add(new Index(origin, day(fields.getOrDefault("Date", "")), fixes, offered));
      }
    }
    return indexes;
  }

  /** Docker's own repository has no suite for security: each of its releases may carry fixes. */
  private static boolean fixes(Map<String, String> fields) {
    return fields.getOrDefault("Label", "").contains("Security")
        || fields.getOrDefault("Suite", "").endsWith("-security")
        || fields.getOrDefault("Codename", "").endsWith("-security")
        || fields.getOrDefault("Origin", "").equals("Docker");
  }

  private static Map<String, String> fields(String release) {
    Map<String, String> fields = new HashMap<>();
    for (String line : release.split("\n")) {
      int colon = line.indexOf(": ");
      if (colon > 0 && line.charAt(0) != ' ') {
        fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    return fields;
  }

  private static String day(String date) {
    String plain = date.replaceFirst(" (UTC|GMT|\\+0000)$", "");
    try {
      return DATE.parse(plain, Instant::from).toString().substring(0, 10);
    } catch (DateTimeException e) {
      return "";
    }
  }

  private Reading<Map<String, List<String>>> offered(String path, Collection<String> packages) {
    String form = path.substring(path.lastIndexOf("_Packages") + 9);
    if (!form.isEmpty() && !form.equals(".gz")) {
      return Reading.unreadable(
          Origin.observed(path),
          "compressed as "
              + form.substring(1)
              + ", which is not read here; plain lists come with"
              + " Acquire::GzipIndexes \"false\" in apt.conf");
    }
    return files
        .head(path, LIMIT)
        .then(
            seen -> {
              if (seen.value().length == LIMIT) {
                return Reading.unreadable(seen.origin(), "larger than " + LIMIT + " bytes");
              }
              try {
                byte[] plain = form.isEmpty() ? seen.value() : unpacked(seen.value());
                String text = new String(plain, StandardCharsets.ISO_8859_1);
                return Reading.present(versions(text, packages), seen.origin());
              } catch (IOException e) {
                return Reading.unreadable(seen.origin(), "not a gzip file: " + e.getMessage());
              }
            });
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return plain.readNBytes(LIMIT);
    }
  }

  static Map<String, List<String>> versions(String list, Collection<String> packages) {
    Map<String, List<String>> offered = new LinkedHashMap<>();
    for (String name : packages) {
      String head = "Package: " + name + "\n";
      List<String> versions = new ArrayList<>();
      for (int at = list.indexOf(head); at >= 0; at = list.indexOf(head, at + 1)) {
        boolean begins = at == 0 || list.charAt(at - 1) == '\n';
        int end = list.indexOf("\n\n", at);
        String paragraph = list.substring(at, end < 0 ? list.length() : end);
        int version = paragraph.indexOf("\nVersion: ");
        if (begins && version >= 0) {
          versions.add(paragraph.substring(version + 10).split("\n", 2)[0].strip());
        }
      }
      if (!versions.isEmpty()) {
        offered.put(name, versions);
      }
    }
    return offered;
  }
}
