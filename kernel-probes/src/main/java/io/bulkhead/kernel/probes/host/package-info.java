/** Probes about the host as a whole. */
@NullMarked
package io.bulkhead.kernel.probes.host;

import org.jspecify.annotations.NullMarked;
