/** What Bulkhead's own place (offline tree, container, namespace) lets it see of the host. */
@NullMarked
package io.bulkhead.kernel.view;

import org.jspecify.annotations.NullMarked;
