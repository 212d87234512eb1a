/** Reloads and restarts the engine, by the way it was started, and asks whether it took effect. */
@NullMarked
package io.bulkhead.remediate.engine;

import org.jspecify.annotations.NullMarked;
