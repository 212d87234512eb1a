/** Service definitions as the next start will use them: systemd units, OpenRC. */
@NullMarked
package io.bulkhead.daemon.unit;

import org.jspecify.annotations.NullMarked;
