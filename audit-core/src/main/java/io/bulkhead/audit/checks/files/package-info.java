/** Checks of the modes and owners of files that decide who controls the engine. */
@NullMarked
package io.bulkhead.audit.checks.files;

import org.jspecify.annotations.NullMarked;
