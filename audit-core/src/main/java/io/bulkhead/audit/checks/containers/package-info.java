/** Checks of containers, running or not: the process is asked before the engine. */
@NullMarked
package io.bulkhead.audit.checks.containers;

import org.jspecify.annotations.NullMarked;
