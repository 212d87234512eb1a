/** Probes put to the running system. */
@NullMarked
package io.bulkhead.kernel.probes.live;

import org.jspecify.annotations.NullMarked;
