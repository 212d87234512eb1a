/**
 * A plan as canonical JSON, written and read with limits; apart so that journal and planner share
 * it.
 */
@NullMarked
package io.bulkhead.remediate.json;

import org.jspecify.annotations.NullMarked;
