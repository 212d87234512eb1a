package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

/**
 * The packages that engines come from, as the package manager's own files tell.
 *
 * @param manager {@code dpkg}
 * @param installed packages that own programs of engines
 * @param unowned programs of engines that no package owns
 * @param indexes what the configured repositories offer, as far as it was fetched
 */
public record Packages(
    String manager, List<Installed> installed, List<String> unowned, Reading<List<Index>> indexes) {
  public Packages {
    installed = List.copyOf(installed);
    unowned = List.copyOf(unowned);
  }

  /**
   * An installed package.
   *
   * @param source name of its source package
   * @param sourceVersion version of its source package; a rebuild alone does not change it
   * @param programs paths of its programs of engines
   * @param altered programs that are not as the package brought them; an empty list if all are
   * @param fixes numbers of the holes (CVE) that its changelog names
   */
  public record Installed(
      String name,
      String version,
      String source,
      String sourceVersion,
      List<String> programs,
      Reading<List<String>> altered,
      Reading<List<String>> fixes) {
    public Installed {
      programs = List.copyOf(programs);
    }
  }

  /**
   * A list of offered packages.
   *
   * @param origin who publishes it, for example {@code Debian-Security bookworm-security}
   * @param date when its publisher made it, ISO 8601; empty if it does not say
   * @param security it is where the distribution publishes fixes
   * @param offered offered versions by package, of those that are installed here; unreadable if the
   *     list could not be read
   */
  public record Index(
      String origin, String date, boolean security, Reading<Map<String, List<String>>> offered) {}
}
