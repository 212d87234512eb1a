package io.bulkhead.remediate.apply;

/**
 * A line of the history.
 *
 * @param id for example {@code 20261123-1931-7f3a}
 * @param at when it began, RFC 3339 UTC
 * @param by name of the actor
 * @param changes number of changes in the set
 * @param state where it stands now
 * @param undoes id of the set it undoes; empty for a set of fixes
 * @param message what the actor said with {@code -m}; empty if nothing
 * @param planDigest digest of the plan it applied
 */
public record SetSummary(
    String id,
    String at,
    String by,
    int changes,
    SetState state,
    String undoes,
    String message,
    String planDigest) {}
