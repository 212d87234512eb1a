/** Finds secrets in text that a snapshot would quote, and takes them out. */
@NullMarked
package io.bulkhead.audit.secrets;

import org.jspecify.annotations.NullMarked;
