/** What was found and what would be done, as text for people and JSON for programs. */
@NullMarked
package io.bulkhead.cli.report;

import org.jspecify.annotations.NullMarked;
