/** Mutual TLS as changes: which files are made, which settings change, and the proof afterwards. */
@NullMarked
package io.bulkhead.remediate.tls;

import org.jspecify.annotations.NullMarked;
