/**
 * The vocabulary of an audit: checks, verdicts, findings. Pure: no type here reads a file, a clock
 * or an environment.
 */
@NullMarked
package io.bulkhead.audit;

import org.jspecify.annotations.NullMarked;
