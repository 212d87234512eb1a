/** Checks of what the running kernel can enforce. */
@NullMarked
package io.bulkhead.audit.checks.kernel;

import org.jspecify.annotations.NullMarked;
