/** Maps the sections of published benchmarks to checks. Data only; the text is handed in. */
@NullMarked
package io.bulkhead.audit.benchmark;

import org.jspecify.annotations.NullMarked;
