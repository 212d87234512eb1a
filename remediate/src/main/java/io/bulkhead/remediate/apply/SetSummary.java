package io.bulkhead.remediate.apply;

import java.util.List;

/**
 * A line of the history.
 *
 * @param id for example {@code 20261123-1931-7f3a}
 * @param at when it began, RFC 3339 UTC
 * @param by name of the actor
 * @param changes number of changes in the set
 * @param state where it stands now
 * @param undoes ids of the sets it takes something back of; empty for a set of fixes
 * @param message what the actor said with {@code -m}; empty if nothing
 * @param planDigest digest of the plan it applied
 * @param standing numbers of its changes that are in force: applied, final and not undone since
 * @param forgotten the contents kept for it were removed, so that it cannot be undone
 */
public record SetSummary(
    String id,
    String at,
    String by,
    int changes,
    SetState state,
    List<String> undoes,
    String message,
    String planDigest,
    List<Integer> standing,
    boolean forgotten) {
  public SetSummary {
    undoes = List.copyOf(undoes);
    standing = List.copyOf(standing);
  }

  /** True if something of it is in force. */
  public boolean stands() {
    return !standing.isEmpty();
  }
}
