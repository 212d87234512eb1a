/** All probes, and how they are run. */
@NullMarked
package io.bulkhead.kernel.probes.catalogue;

import org.jspecify.annotations.NullMarked;
