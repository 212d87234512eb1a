/**
 * Reads the layers of images where the engine keeps them as directories; follows no link in them.
 */
@NullMarked
package io.bulkhead.kernel.layers;

import org.jspecify.annotations.NullMarked;
