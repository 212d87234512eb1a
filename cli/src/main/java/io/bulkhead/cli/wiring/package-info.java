/** Puts the program together from the options of one run; the only place that knows Guice. */
@NullMarked
package io.bulkhead.cli.wiring;

import org.jspecify.annotations.NullMarked;
