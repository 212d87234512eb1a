/** Probes about kernel settings and modules. */
@NullMarked
package io.bulkhead.kernel.probes.hardening;

import org.jspecify.annotations.NullMarked;
