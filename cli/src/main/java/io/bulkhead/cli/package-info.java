/** The command: options, screens, exit codes. */
@NullMarked
package io.bulkhead.cli;

import org.jspecify.annotations.NullMarked;
