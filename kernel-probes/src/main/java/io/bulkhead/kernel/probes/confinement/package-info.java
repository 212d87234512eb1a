/** Probes about what confines processes: seccomp, namespaces, control groups, capabilities. */
@NullMarked
package io.bulkhead.kernel.probes.confinement;

import org.jspecify.annotations.NullMarked;
