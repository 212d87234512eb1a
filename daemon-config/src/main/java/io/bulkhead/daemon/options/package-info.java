/** The catalogue of daemon.json keys and dockerd flags by engine version. */
@NullMarked
package io.bulkhead.daemon.options;

import org.jspecify.annotations.NullMarked;
