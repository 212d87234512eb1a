/**
 * Certificates and keys of the engine's API on TCP: made, and looked at. No type of Bouncy Castle
 * leaves this package; keys leave it as PEM bytes only.
 */
@NullMarked
package io.bulkhead.daemon.tls;

import org.jspecify.annotations.NullMarked;
