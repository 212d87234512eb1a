/** The directory in which Bulkhead keeps journal, before-images and lock. */
@NullMarked
package io.bulkhead.remediate.state;

import org.jspecify.annotations.NullMarked;
