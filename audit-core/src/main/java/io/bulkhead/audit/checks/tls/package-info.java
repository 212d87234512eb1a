/** Checks of the certificates and keys with which the engine secures its API on TCP. */
@NullMarked
package io.bulkhead.audit.checks.tls;

import org.jspecify.annotations.NullMarked;
