/**
 * Takes an edit of ours back out of a text that others may have changed since: by key where the
 * text has keys, by lines elsewhere. Pure.
 */
@NullMarked
package io.bulkhead.remediate.merge;

import org.jspecify.annotations.NullMarked;
