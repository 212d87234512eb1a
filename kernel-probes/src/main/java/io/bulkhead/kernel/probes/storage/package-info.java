/** Probes about the data-root and its file system. */
@NullMarked
package io.bulkhead.kernel.probes.storage;

import org.jspecify.annotations.NullMarked;
