/** Probes about the kernel's audit system and its tracing. */
@NullMarked
package io.bulkhead.kernel.probes.auditing;

import org.jspecify.annotations.NullMarked;
