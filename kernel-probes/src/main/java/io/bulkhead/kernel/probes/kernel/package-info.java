/** Probes about the running kernel: release, build, boot parameters. */
@NullMarked
package io.bulkhead.kernel.probes.kernel;

import org.jspecify.annotations.NullMarked;
