/** daemon.json as text that can be edited without a scratch. */
@NullMarked
package io.bulkhead.daemon.json;

import org.jspecify.annotations.NullMarked;
