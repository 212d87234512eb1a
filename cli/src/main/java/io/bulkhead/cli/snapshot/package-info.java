/** The snapshot of a host as a JSON document. */
@NullMarked
package io.bulkhead.cli.snapshot;

import org.jspecify.annotations.NullMarked;
