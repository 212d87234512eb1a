/** dockerd's command line. */
@NullMarked
package io.bulkhead.daemon.flags;

import org.jspecify.annotations.NullMarked;
