/** What is installed and set up on the host around the engine. */
@NullMarked
package io.bulkhead.kernel.software;

import org.jspecify.annotations.NullMarked;
