/** One remedy for each check that can fail: edits where they are safe, exact steps where not. */
@NullMarked
package io.bulkhead.remediate.remedies;

import org.jspecify.annotations.NullMarked;
