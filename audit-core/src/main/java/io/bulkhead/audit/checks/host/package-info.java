/** Checks of the host: who may reach the engine, releases, other services, access control. */
@NullMarked
package io.bulkhead.audit.checks.host;

import org.jspecify.annotations.NullMarked;
