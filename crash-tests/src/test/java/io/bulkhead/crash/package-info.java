/**
 * Breaks a real process of Bulkhead at each system call that changes something, and looks what the
 * next run makes of it.
 */
@NullMarked
package io.bulkhead.crash;

import org.jspecify.annotations.NullMarked;
