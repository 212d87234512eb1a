/** Listening sockets and the processes that hold them. */
@NullMarked
package io.bulkhead.kernel.sockets;

import org.jspecify.annotations.NullMarked;
