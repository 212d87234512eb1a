/** Checks that probes of kernel and host answer. */
@NullMarked
package io.bulkhead.audit.checks.probes;

import org.jspecify.annotations.NullMarked;
