/**
 * The append-only record of what is about to be done and what was done: checksummed, chained,
 * flushed before every act.
 */
@NullMarked
package io.bulkhead.remediate.journal;

import org.jspecify.annotations.NullMarked;
