/** Probes about processors and device nodes. */
@NullMarked
package io.bulkhead.kernel.probes.hardware;

import org.jspecify.annotations.NullMarked;
