/** What several probes need to know: worked out once per run. */
@NullMarked
package io.bulkhead.kernel.probes.facts;

import org.jspecify.annotations.NullMarked;
