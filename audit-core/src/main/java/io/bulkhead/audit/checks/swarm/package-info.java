/** Checks of swarm mode. */
@NullMarked
package io.bulkhead.audit.checks.swarm;

import org.jspecify.annotations.NullMarked;
