package io.bulkhead.audit.checks.host;

import java.util.Comparator;

/** The order of versions of Debian packages (deb-version(7)): epoch, upstream version, revision. */
final class DebianVersions implements Comparator<String> {
  static final DebianVersions INSTANCE = new DebianVersions();

  private DebianVersions() {}

  @Override
  public int compare(String left, String right) {
    int byEpoch = part(epoch(left), epoch(right));
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = part(upstream(left), upstream(right));
    return byUpstream != 0 ? byUpstream : part(revision(left), revision(right));
  }

  private static int part(String left, String right) {
    return VersionOrder.INSTANCE.compare(left, right);
  }

  private static String epoch(String version) {
    int colon = version.indexOf(':');
    return colon < 0 ? "0" : version.substring(0, colon);
  }

  private static String upstream(String version) {
    String rest = version.substring(version.indexOf(':') + 1);
    int hyphen = rest.lastIndexOf('-');
    return hyphen < 0 ? rest : rest.substring(0, hyphen);
  }

  /** An absent revision is older than every other, as is 0. */
  private static String revision(String version) {
    int hyphen = version.lastIndexOf('-');
    return hyphen < 0 ? "0" : version.substring(hyphen + 1);
  }
}
