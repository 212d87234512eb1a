/** The distribution and the running kernel: versions, security modules, sysctls, cgroups. */
@NullMarked
package io.bulkhead.kernel.system;

import org.jspecify.annotations.NullMarked;
