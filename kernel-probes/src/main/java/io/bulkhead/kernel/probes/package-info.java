/**
 * What a probe of kernel and host is: a question, a look that writes down what it saw, and an
 * answer.
 */
@NullMarked
package io.bulkhead.kernel.probes;

import org.jspecify.annotations.NullMarked;
