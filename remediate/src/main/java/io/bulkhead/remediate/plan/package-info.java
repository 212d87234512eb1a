/**
 * From findings to a plan: composes what remedies propose into ordered steps with diffs and impact,
 * saves and compares plans, and plans the way back. Reads the host only through {@link
 * io.bulkhead.remediate.Targets}; changes nothing.
 */
@NullMarked
package io.bulkhead.remediate.plan;

import org.jspecify.annotations.NullMarked;
