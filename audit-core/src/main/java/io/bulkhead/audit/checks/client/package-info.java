/** Checks of the docker command line's own configuration. */
@NullMarked
package io.bulkhead.audit.checks.client;

import org.jspecify.annotations.NullMarked;
