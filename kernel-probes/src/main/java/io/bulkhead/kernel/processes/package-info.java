/** Processes as /proc describes them, and the containers they belong to. */
@NullMarked
package io.bulkhead.kernel.processes;

import org.jspecify.annotations.NullMarked;
