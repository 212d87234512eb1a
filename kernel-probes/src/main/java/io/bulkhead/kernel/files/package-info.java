/**
 * The system calls that changing a host safely needs and that NIO does not offer, behind one
 * interface.
 */
@NullMarked
package io.bulkhead.kernel.files;

import org.jspecify.annotations.NullMarked;
