/** Parts of the host that are told and asked by their own programs: systemd and others. */
@NullMarked
package io.bulkhead.remediate.host;

import org.jspecify.annotations.NullMarked;
