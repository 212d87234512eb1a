package io.bulkhead.engine;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Engine.Lifecycle.Release;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The dated table of engine releases that ships with Bulkhead, {@code engine-lifecycle.tsv}. */
public final class ReleaseTable {
  private static final String RESOURCE = "engine-lifecycle.tsv";
  private static final String AS_OF = "# as of ";

  private ReleaseTable() {}

  /** The table of this build. */
  public static Engine.Lifecycle shipped() {
    try (InputStream in = ReleaseTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Columns: line, end of life ({@code -} if none is announced), newest patch, source. */
  static Engine.Lifecycle parse(List<String> lines) {
    String asOf = "";
    List<Release> releases = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(AS_OF)) {
        asOf = line.substring(AS_OF.length()).strip();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 4) {
          throw new IllegalArgumentException(
              RESOURCE + ": expected 4 columns, found " + cells.length + " in '" + line + "'");
        }
        String end = cells[1].equals("-") ? "" : cells[1];
        releases.add(new Release(cells[0], end, cells[2], cells[3]));
      }
    }
    return new Engine.Lifecycle(asOf, releases);
  }
}
