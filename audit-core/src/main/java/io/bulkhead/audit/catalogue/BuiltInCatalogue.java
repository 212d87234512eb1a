package io.bulkhead.audit.catalogue;

import io.bulkhead.audit.Catalogue;

/** The checks that ship with Bulkhead. */
public final class BuiltInCatalogue {
  private BuiltInCatalogue() {}

  /** All of them, sorted by id. */
  public static Catalogue catalogue() {
    return Catalogue.of();
  }
}
