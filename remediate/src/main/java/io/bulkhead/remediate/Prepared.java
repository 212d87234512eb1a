package io.bulkhead.remediate;

/** A plan with the contents its steps will write. */
public record Prepared(Plan plan, Contents contents) {}
