/** Pure functions from the engine's replies to values of the snapshot. */
@NullMarked
package io.bulkhead.engine.facts;

import org.jspecify.annotations.NullMarked;
