/** What takes a change set back by itself: a timer of systemd, a unit for the next boot. */
@NullMarked
package io.bulkhead.remediate.guard;

import org.jspecify.annotations.NullMarked;
