/** Facts that several checks draw from a snapshot. Pure functions. */
@NullMarked
package io.bulkhead.audit.checks.facts;

import org.jspecify.annotations.NullMarked;
