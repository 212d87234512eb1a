/** Finds the engine's process and how it is started. */
@NullMarked
package io.bulkhead.daemon.process;

import org.jspecify.annotations.NullMarked;
