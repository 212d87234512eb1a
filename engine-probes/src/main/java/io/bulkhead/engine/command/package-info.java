/** docker-java's commands, for what changes containers; never touched by the read path. */
@NullMarked
package io.bulkhead.engine.command;

import org.jspecify.annotations.NullMarked;
