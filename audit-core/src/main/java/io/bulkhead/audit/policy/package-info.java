/** What a site allows and expects: its values, and waivers for what it accepts for a while. */
@NullMarked
package io.bulkhead.audit.policy;

import org.jspecify.annotations.NullMarked;
