/**
 * A sample host as a tree of files, to try the whole loop on without an engine and without root.
 */
@NullMarked
package io.bulkhead.cli.demo;

import org.jspecify.annotations.NullMarked;
