/** Looking at the host as a whole, and the ports of changes on top of it. */
@NullMarked
package io.bulkhead.cli.host;

import org.jspecify.annotations.NullMarked;
