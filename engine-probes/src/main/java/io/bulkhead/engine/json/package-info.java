/** Careful reading of JSON trees: what is not there stays not there. */
@NullMarked
package io.bulkhead.engine.json;

import org.jspecify.annotations.NullMarked;
