/** Checks of an engine that runs without root. */
@NullMarked
package io.bulkhead.audit.checks.rootless;

import org.jspecify.annotations.NullMarked;
