/**
 * What a change is: the values that a plan is made of, with both ends of every change, and the
 * ports through which changes reach the host.
 */
@NullMarked
package io.bulkhead.remediate;

import org.jspecify.annotations.NullMarked;
