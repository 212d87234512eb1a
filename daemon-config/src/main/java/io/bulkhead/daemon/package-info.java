/** The daemon configuration: read as the engine reads it, edited without a scratch. */
@NullMarked
package io.bulkhead.daemon;

import org.jspecify.annotations.NullMarked;
