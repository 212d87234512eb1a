package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Mode and owner of one object with all edits of a selection composed.
 *
 * @param last true if it can cut clients off and is therefore done at the end
 */
record AttributeWork(
    String path, Attributes before, Attributes after, List<Integer> changes, boolean last) {

  static List<AttributeWork> of(List<Draft> selected) {
    Map<String, AttributeWork> byPath = new LinkedHashMap<>();
    for (Draft draft : selected) {
      for (Edit edit : draft.edits()) {
        if (edit instanceof Edit.Attribute attribute) {
          byPath.merge(attribute.target(), of(draft, attribute), (known, more) -> known.and(more));
        }
      }
    }
    return List.copyOf(byPath.values());
  }

  private static AttributeWork of(Draft draft, Edit.Attribute edit) {
    return new AttributeWork(
        edit.target(),
        edit.before(),
        edit.after(),
        List.of(draft.number()),
        draft.fix().access() != Access.NONE);
  }

  /** Both: each edit only says what it changes. */
  private AttributeWork and(AttributeWork more) {
    TreeSet<Integer> numbers = new TreeSet<>(changes);
    numbers.addAll(more.changes);
    Attributes composed =
        new Attributes(
            (after.mode() & ~(more.before.mode() & ~more.after.mode())) | added(more),
            more.after.uid() == more.before.uid() ? after.uid() : more.after.uid(),
            more.after.gid() == more.before.gid() ? after.gid() : more.after.gid());
    return new AttributeWork(path, before, composed, new ArrayList<>(numbers), last || more.last);
  }

  private static int added(AttributeWork more) {
    return more.after.mode() & ~more.before.mode();
  }
}
