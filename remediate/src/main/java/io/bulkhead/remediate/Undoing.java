package io.bulkhead.remediate;

/**
 * One change of an earlier set that a rollback takes back.
 *
 * @param number of the change in the rollback's own plan
 * @param set id of the earlier set
 * @param change its number there
 */
public record Undoing(int number, String set, int change) {}
