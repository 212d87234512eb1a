/** What the Docker Engine API says, read once and mapped to the snapshot. */
@NullMarked
package io.bulkhead.engine;

import org.jspecify.annotations.NullMarked;
