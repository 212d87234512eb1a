/** Says whether an engine would start with a configuration, before it is written. */
@NullMarked
package io.bulkhead.daemon.validate;

import org.jspecify.annotations.NullMarked;
