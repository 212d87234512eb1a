package io.bulkhead.engine;

import io.bulkhead.audit.snapshot.Engine;
import java.util.List;

/** The dated table of engine releases that ships with Bulkhead. */
public final class ReleaseTable {
  private ReleaseTable() {}

  /** The table of this build. */
  public static Engine.Lifecycle shipped() {
    return new Engine.Lifecycle("2026-11-23", List.of());
  }
}
