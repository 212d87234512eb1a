/** Probes about where Bulkhead stands: they decide whether the others can speak about the host. */
@NullMarked
package io.bulkhead.kernel.probes.context;

import org.jspecify.annotations.NullMarked;
