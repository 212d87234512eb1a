/** Checks of images: what their configuration, their history and their layers say. */
@NullMarked
package io.bulkhead.audit.checks.images;

import org.jspecify.annotations.NullMarked;
