/** Joins the sections of checks into the one list that ships. */
@NullMarked
package io.bulkhead.audit.catalogue;

import org.jspecify.annotations.NullMarked;
