/** Status of the files that checks ask for. */
@NullMarked
package io.bulkhead.kernel.paths;

import org.jspecify.annotations.NullMarked;
