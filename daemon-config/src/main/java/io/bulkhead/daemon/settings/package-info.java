/** What every key is set to: in the running engine, and at its next start. */
@NullMarked
package io.bulkhead.daemon.settings;

import org.jspecify.annotations.NullMarked;
