/** What the kernel and the file system say about this host. */
@NullMarked
package io.bulkhead.kernel;

import org.jspecify.annotations.NullMarked;
