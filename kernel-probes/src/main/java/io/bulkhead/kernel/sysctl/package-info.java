/** What the files of sysctl.d(5) set when the host boots. */
@NullMarked
package io.bulkhead.kernel.sysctl;

import org.jspecify.annotations.NullMarked;
