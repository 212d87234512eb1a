/** The whole tool, run as a process, against real engines and whole hosts. */
@NullMarked
package io.bulkhead.it;

import org.jspecify.annotations.NullMarked;
