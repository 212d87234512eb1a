package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The changelog that a Debian package brings (deb-changelog(5)). */
final class Changelog {
  private static final Pattern HOLE = Pattern.compile("CVE-\\d{4}-\\d{4,7}");
  private static final int PACKED = 4 << 20;
  private static final int PLAIN = 16 << 20;

  private final HostFiles files;

  Changelog(HostFiles files) {
    this.files = files;
  }

  /** Numbers of the holes it names, sorted; absent where changelogs were left out. */
  Reading<List<String>> fixes(String name) {
    String path = "/usr/share/doc/" + name + "/changelog.Debian.gz";
    return files
        .head(path, PACKED)
        .then(
            packed -> {
              try (GZIPInputStream plain =
                  new GZIPInputStream(new ByteArrayInputStream(packed.value()))) {
                String text = new String(plain.readNBytes(PLAIN), StandardCharsets.UTF_8);
                return Reading.present(holes(text), Origin.claimed(path));
              } catch (IOException e) {
                return Reading.unreadable(packed.origin(), "not a gzip file: " + e.getMessage());
              }
            });
  }

  static List<String> holes(String text) {
    Set<String> holes = new TreeSet<>();
    Matcher matcher = HOLE.matcher(text);
    while (matcher.find()) {
      holes.add(matcher.group());
    }
    return List.copyOf(holes);
  }
}
