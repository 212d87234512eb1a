/** Probes about sockets that listen, ports that are published and who filters them. */
@NullMarked
package io.bulkhead.kernel.probes.network;

import org.jspecify.annotations.NullMarked;
