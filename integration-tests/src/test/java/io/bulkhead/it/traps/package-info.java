/** Situations in which other tools were seen to give wrong verdicts, made on real engines. */
@NullMarked
package io.bulkhead.it.traps;

import org.jspecify.annotations.NullMarked;
