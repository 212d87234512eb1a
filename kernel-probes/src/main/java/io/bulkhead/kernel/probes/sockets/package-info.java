/** Probes about the engine's own sockets. */
@NullMarked
package io.bulkhead.kernel.probes.sockets;

import org.jspecify.annotations.NullMarked;
