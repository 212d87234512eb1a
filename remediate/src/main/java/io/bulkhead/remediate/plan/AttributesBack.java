package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Mode, owner and group of one object, each by itself: before, as written, and now. */
final class AttributesBack {
  private final SetBack back;
  private final String path;
  private final Attributes before;
  private final Attributes after;
  private boolean clean = true;

  AttributesBack(SetBack back, String path, Attributes before, Attributes after) {
    this.back = back;
    this.path = path;
    this.before = before;
    this.after = after;
  }

  /** True if nothing clashed. */
  boolean clean() {
    return clean;
  }

  /**
   * As they will be: what the chosen edits changed goes back, all else stays as it is now.
   *
   * @param edits of the path by the chosen changes
   */
  Attributes merged(Attributes now, Map<Edit, Part> edits) {
    Attributes to = back.whole(path, edit -> !(edit instanceof Edit.Key)) ? before : without(edits);
    Collection<Part> parts = edits.values();
    return new Attributes(
        (int)
            one(
                "mode",
                true,
                List.of((long) now.mode(), (long) to.mode(), (long) after.mode()),
                parts),
        one("owner", false, List.of(now.uid(), to.uid(), after.uid()), parts),
        one("group", false, List.of(now.gid(), to.gid(), after.gid()), parts));
  }

  /** What was written without these edits; of the mode only the bits that they changed. */
  private Attributes without(Map<Edit, Part> edits) {
    int mode = after.mode();
    long uid = after.uid();
    long gid = after.gid();
    List<Edit> newestFirst = new ArrayList<>(edits.keySet());
    java.util.Collections.reverse(newestFirst);
    for (Edit edit : newestFirst) {
      if (edit instanceof Edit.Attribute one) {
        int added = one.after().mode() & ~one.before().mode();
        int dropped = one.before().mode() & ~one.after().mode();
        mode = (mode & ~added) | dropped;
        uid = one.before().uid() == one.after().uid() ? uid : one.before().uid();
        gid = one.before().gid() == one.after().gid() ? gid : one.before().gid();
      }
    }
    return new Attributes(mode, uid, gid);
  }

  /**
   * @param values now, as it was before, as it was written
   */
  private long one(String what, boolean octal, List<Long> values, Collection<Part> parts) {
    long now = values.get(0);
    long to = values.get(1);
    long wrote = values.get(2);
    if (to == wrote || now == to) {
      return now;
    }
    String form = octal ? "%04o" : "%d";
    String sentence =
        String.format(
            Locale.ROOT,
            "%s %s: somebody made it " + form + " since, Bulkhead had made it " + form,
            path,
            what,
            now,
            wrote);
    if (now == wrote || back.undone.clash(parts, sentence)) {
      return to;
    }
    clean = false;
    return now;
  }
}
