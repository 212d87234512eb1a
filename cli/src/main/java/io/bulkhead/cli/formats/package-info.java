/** The forms in which a report is written for other programs. */
@NullMarked
package io.bulkhead.cli.formats;

import org.jspecify.annotations.NullMarked;
