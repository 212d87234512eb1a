/** Policy files: reads them with the place of every mistake, and writes one for a host. */
@NullMarked
package io.bulkhead.audit.policyfile;

import org.jspecify.annotations.NullMarked;
