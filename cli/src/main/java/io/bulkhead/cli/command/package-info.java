/** One class for each command: its options, and what it does with the tools it is given. */
@NullMarked
package io.bulkhead.cli.command;

import org.jspecify.annotations.NullMarked;
