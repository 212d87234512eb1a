/** Local users and groups. */
@NullMarked
package io.bulkhead.kernel.accounts;

import org.jspecify.annotations.NullMarked;
