/**
 * Change sets: applied all or nothing, undone by the disk's own evidence after a failure or a
 * crash, listed and shown afterwards.
 */
@NullMarked
package io.bulkhead.remediate.apply;

import org.jspecify.annotations.NullMarked;
