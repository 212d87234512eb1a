/** Programs of the host, run to their end. */
@NullMarked
package io.bulkhead.kernel.programs;

import org.jspecify.annotations.NullMarked;
