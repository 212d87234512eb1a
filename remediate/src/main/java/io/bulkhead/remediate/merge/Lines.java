package io.bulkhead.remediate.merge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/** Any text, line by line, as diff3 and git do it: neighbouring edits clash. All or nothing. */
final class Lines implements ThreeWay {
  private static final List<String> NAMES = List.of("from", "to", "now");
  private static final int THEIRS = 2;

  @Override
  public Merged edited(byte[] from, byte[] to, byte[] now) {
    MergeResult<RawText> result =
        new MergeAlgorithm()
            .merge(RawTextComparator.DEFAULT, new RawText(from), new RawText(to), new RawText(now));
    if (result.containsConflicts()) {
      return new Merged(now, clashes(result, new RawText(now)));
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(now.length);
    try {
      new MergeFormatter().formatMerge(text, result, NAMES, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return new Merged(text.toByteArray(), List.of());
  }

  private static List<Clash> clashes(MergeResult<RawText> result, RawText now) {
    List<Clash> clashes = new ArrayList<>();
    for (MergeChunk chunk : result) {
      boolean clashing = chunk.getConflictState() != MergeChunk.ConflictState.NO_CONFLICT;
      if (clashing && chunk.getSequenceIndex() == THEIRS) {
        int first = chunk.getBegin() + 1;
        boolean gone = chunk.getBegin() >= chunk.getEnd();
        String place = gone ? "at line " + first : "from line " + first;
        String stands = gone ? "nothing" : "'" + now.getString(chunk.getBegin()).strip() + "'";
        clashes.add(new Clash(place, "something else", stands));
      }
    }
    return clashes;
  }
}
