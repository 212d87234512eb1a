/**
 * System calls through JNA: the only package that knows it. Nothing here is loaded until {@link
 * io.bulkhead.kernel.nativeaccess.NativeSys#load()} is called.
 */
@NullMarked
package io.bulkhead.kernel.nativeaccess;

import org.jspecify.annotations.NullMarked;
