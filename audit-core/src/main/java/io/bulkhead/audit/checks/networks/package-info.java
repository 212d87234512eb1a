/** Checks of the engine's networks and volumes. */
@NullMarked
package io.bulkhead.audit.checks.networks;

import org.jspecify.annotations.NullMarked;
