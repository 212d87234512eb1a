package io.bulkhead.engine;

import io.bulkhead.audit.snapshot.Advisories;
import io.bulkhead.audit.snapshot.Advisories.Backport;
import io.bulkhead.audit.snapshot.Advisories.Hole;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings the dated table of known holes, {@code advisories.tsv}, into the snapshot. */
public final class AdvisoryTable implements Gatherer {
  private static final String RESOURCE = "advisories.tsv";
  private static final String AS_OF = "# as of ";

  @Override
  public Phase phase() {
    return Phase.FIRST;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    Advisories shipped = shipped();
    draft.software(known -> known.withAdvisories(shipped));
  }

  /** The table of this build. */
  public static Advisories shipped() {
    try (InputStream in = AdvisoryTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Advisories parse(List<String> lines) {
    String asOf = "";
    Map<String, String> newest = new TreeMap<>();
    List<Hole> holes = new ArrayList<>();
    List<Backport> backports = new ArrayList<>();
    for (String line : lines) {
      String[] cells = line.split("\t", -1);
      if (line.startsWith(AS_OF)) {
        asOf = line.substring(AS_OF.length()).strip();
      } else if (line.startsWith("newest\t") && cells.length == 3) {
        newest.put(cells[1], cells[2]);
      } else if (line.startsWith("hole\t") && cells.length == 7) {
        String since = cells[3].equals("-") ? "" : cells[3];
        holes.add(new Hole(cells[1], cells[2], since, words(cells[4]), words(cells[5]), cells[6]));
      } else if (line.startsWith("backport\t") && cells.length == 6) {
        backports.add(new Backport(cells[1], cells[2], cells[3], cells[4], words(cells[5])));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IllegalArgumentException(RESOURCE + ": not a row: '" + line + "'");
      }
    }
    return new Advisories(asOf, newest, holes, backports);
  }

  private static List<String> words(String cell) {
    return cell.equals("-") ? List.of() : List.of(cell.split(" "));
  }
}
