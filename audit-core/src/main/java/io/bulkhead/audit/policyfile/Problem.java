package io.bulkhead.audit.policyfile;

/**
 * A mistake in a policy file.
 *
 * @param line from 1
 * @param column from 1
 * @param says what is wrong and what to write instead
 */
public record Problem(int line, int column, String says) {}
