/**
 * What was seen of a host: one immutable value whose every leaf is a {@link
 * io.bulkhead.audit.snapshot.Reading}, and the ports through which gatherers look.
 */
@NullMarked
package io.bulkhead.audit.snapshot;

import org.jspecify.annotations.NullMarked;
