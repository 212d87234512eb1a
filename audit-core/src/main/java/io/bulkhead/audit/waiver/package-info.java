/** Applies waivers to findings: which hold, which have expired, which nobody needs. */
@NullMarked
package io.bulkhead.audit.waiver;

import org.jspecify.annotations.NullMarked;
