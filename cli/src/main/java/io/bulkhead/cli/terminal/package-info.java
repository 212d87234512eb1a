/** Characters, colours, widths and questions: all that touches the standard streams. */
@NullMarked
package io.bulkhead.cli.terminal;

import org.jspecify.annotations.NullMarked;
