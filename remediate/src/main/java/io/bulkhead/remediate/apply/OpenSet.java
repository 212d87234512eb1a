package io.bulkhead.remediate.apply;

/**
 * A change set that is not finished: it runs just now, or it was interrupted.
 *
 * @param id the set; empty if only a trace of one is left
 * @param since time of its last journal record, RFC 3339 UTC; empty if unknown
 * @param running another process holds the lock
 * @param sentence for the screen
 */
public record OpenSet(String id, String since, boolean running, String sentence) {}
