package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

/**
 * Known holes of the engine and of runc through which a container or a client gets further.
 *
 * @param asOf date of the table, ISO 8601
 * @param newest newest version the table knows, by component
 * @param holes in order of publication
 * @param backports fixes that distributions gave to old versions
 */
public record Advisories(
    String asOf, Map<String, String> newest, List<Hole> holes, List<Backport> backports) {
  public Advisories {
    newest = Map.copyOf(newest);
    holes = List.copyOf(holes);
    backports = List.copyOf(backports);
  }

  /** No table. */
  public static Advisories none() {
    return new Advisories("", Map.of(), List.of(), List.of());
  }

  /**
   * A hole.
   *
   * @param component {@code runc} or {@code engine}
   * @param id CVE number
   * @param since first version that has it; empty if all old ones have
   * @param fixed first version without it in each release line; all newer lines are without it
   * @param perhaps from these versions on it may be fixed in their lines too, which is not
   *     published
   * @param says what it lets through, one sentence part
   */
  public record Hole(
      String component,
      String id,
      String since,
      List<String> fixed,
      List<String> perhaps,
      String says) {
    public Hole {
      fixed = List.copyOf(fixed);
      perhaps = List.copyOf(perhaps);
    }
  }

  /**
   * Fixes in a distribution's package.
   *
   * @param distribution ID of os-release(5)
   * @param release VERSION_ID of os-release(5)
   * @param source source package
   * @param version first version of the source package that has them
   * @param ids CVE numbers
   */
  public record Backport(
      String distribution, String release, String source, String version, List<String> ids) {
    public Backport {
      ids = List.copyOf(ids);
    }
  }
}
