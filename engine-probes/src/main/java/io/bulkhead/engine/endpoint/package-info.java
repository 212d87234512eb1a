/** Which engine is meant: the docker CLI's rules for hosts, contexts and TLS material. */
@NullMarked
package io.bulkhead.engine.endpoint;

import org.jspecify.annotations.NullMarked;
