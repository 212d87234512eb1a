/** Checks of the engine and its configuration. */
@NullMarked
package io.bulkhead.audit.checks.daemon;

import org.jspecify.annotations.NullMarked;
