package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.kernel.sysctl.BootLine;
import io.bulkhead.kernel.sysctl.BootSettings;
import io.bulkhead.remediate.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a kernel parameter is written so that the next boot sets it. Our line comes after all that
 * speak of the parameter, patterns included: systemd has a line that names it win over them
 * wherever it stands, older versions of {@code sysctl --system} take the last of all. {@code
 * /etc/sysctl.conf} is read by the latter only, after all others.
 */
final class SysctlFiles {
  /** Names for a file of ours, the usual one first; each sorts after the one before it. */
  private static final List<String> NAMES =
      List.of("99-bulkhead.conf", "99-zz-bulkhead.conf", "zz-bulkhead.conf", "zzzz-bulkhead.conf");

  private final BootSettings settings;

  SysctlFiles(HostFiles files) {
    settings =
        BootSettings.read(
            directory -> files.list(directory).seen().orElse(List.of()),
            file -> files.text(file).seen());
  }

  /** What has to be written so that a key has a value after the next boot; empty if it has. */
  List<Edit.Line> lines(String key, String value) {
    String line = key + " = " + value;
    List<Edit.Line> edits = new ArrayList<>();
    for (BootLine old : about(key, true)) {
      if (!says(old, value)) {
        edits.add(new Edit.Line(BootSettings.OLD, old.pattern() ? null : old.text(), line));
      }
    }
    List<BootLine> all = about(key, false);
    Optional<BootLine> last = all.stream().reduce((a, b) -> b);
    Optional<BootLine> deciding = BootSettings.deciding(all);
    if (deciding.isPresent() && says(deciding.get(), value) && says(last.orElseThrow(), value)) {
      return edits;
    }
    String path = BootSettings.DIRECTORY + "/" + after(last.map(BootLine::name).orElse(""));
    Optional<String> ours =
        all.stream()
            .filter(a -> a.file().equals(path) && !a.pattern())
            .map(BootLine::text)
            .reduce((a, b) -> b);
    edits.add(new Edit.Line(path, ours.orElse(null), line));
    return edits;
  }

  /** Other files that set a key otherwise or leave it alone, a sentence for each. */
  List<String> overruled(String key, String value) {
    return about(key, false).stream()
        .filter(line -> !says(line, value) && !NAMES.contains(line.name()))
        .map(
            line ->
                line.file()
                    + " says "
                    + line.text()
                    + "; the line for "
                    + key
                    + " comes after it and counts")
        .distinct()
        .toList();
  }

  private List<BootLine> about(String key, boolean old) {
    return settings.about(BootLine.path(key)).stream()
        .filter(line -> line.file().equals(BootSettings.OLD) == old)
        .toList();
  }

  private static boolean says(BootLine line, String value) {
    return line.value().filter(value::equals).isPresent();
  }

  /** The first name of ours that is applied after a file, or is that file. */
  private static String after(String last) {
    return NAMES.stream()
        .filter(name -> name.compareTo(last) >= 0)
        .findFirst()
        .orElse(last.replaceFirst("\\.conf$", "") + "-bulkhead.conf");
  }
}
