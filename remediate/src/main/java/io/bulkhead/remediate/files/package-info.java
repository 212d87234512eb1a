/**
 * Changes of single files: looked at, staged beside the target, exchanged atomically, verified, and
 * taken back by what the disk shows.
 */
@NullMarked
package io.bulkhead.remediate.files;

import org.jspecify.annotations.NullMarked;
