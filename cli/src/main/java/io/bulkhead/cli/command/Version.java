package io.bulkhead.cli.command;

/** Version of this build. */
public final class Version {
  private Version() {}

  /** The version in the jar's manifest; {@code development} when run from class files. */
  public static String current() {
    String fromManifest = Version.class.getPackage().getImplementationVersion();
    return fromManifest == null ? "development" : fromManifest;
  }
}
