package io.bulkhead.remediate.files;

import org.jspecify.annotations.Nullable;

/**
 * What the journal says about a step before its act, by which recovery recognises what happened.
 *
 * @param directory the directory the target is in
 * @param before what was at the target; null if nothing
 * @param staged what was prepared beside it; null if nothing is
 * @param sameBoot false when the machine was booted since, so that device numbers may differ
 */
public record Intent(
    ObjectId directory, @Nullable ObjectId before, @Nullable ObjectId staged, boolean sameBoot) {
  boolean isBefore(Seen seen) {
    return before != null && before.same(seen.id(), sameBoot);
  }

  boolean isStaged(Seen seen) {
    return staged != null && staged.same(seen.id(), sameBoot);
  }
}
