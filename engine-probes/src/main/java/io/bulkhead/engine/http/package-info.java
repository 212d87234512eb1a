/** Requests to the Engine API with own deadlines; replies are JSON trees, errors are sentences. */
@NullMarked
package io.bulkhead.engine.http;

import org.jspecify.annotations.NullMarked;
