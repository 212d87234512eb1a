package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * What is installed and set up on the host around the audited engine.
 *
 * @param packages the packages that engines come from
 * @param engines processes of engines and their parts, the audited one among them
 * @param sudoers who may run what as somebody else
 * @param containerd addresses in containerd's configuration; absent if it has none
 * @param clientVariables variables of the docker command that are set at login:
 *     DOCKER_CONTENT_TRUST, DOCKER_HOST, DOCKER_TLS_VERIFY
 * @param lingering users whose services go on after they have logged out
 * @param baseline signs of how the system itself is kept, for a person to read
 * @param advisories the dated table of known holes that ships with Bulkhead
 */
public record Software(
    Reading<Packages> packages,
    Reading<List<EngineProcess>> engines,
    Reading<Sudoers> sudoers,
    Reading<ContainerdConfig> containerd,
    Reading<List<Stated>> clientVariables,
    Reading<List<String>> lingering,
    List<Stated> baseline,
    Advisories advisories) {
  public Software {
    baseline = List.copyOf(baseline);
  }

  public Software withPackages(Reading<Packages> seen) {
    return new Software(
        seen, engines, sudoers, containerd, clientVariables, lingering, baseline, advisories);
  }

  public Software withEngines(Reading<List<EngineProcess>> seen) {
    return new Software(
        packages, seen, sudoers, containerd, clientVariables, lingering, baseline, advisories);
  }

  public Software withSudoers(Reading<Sudoers> seen) {
    return new Software(
        packages, engines, seen, containerd, clientVariables, lingering, baseline, advisories);
  }

  public Software withContainerd(Reading<ContainerdConfig> seen) {
    return new Software(
        packages, engines, sudoers, seen, clientVariables, lingering, baseline, advisories);
  }

  public Software withClientVariables(Reading<List<Stated>> seen) {
    return new Software(
        packages, engines, sudoers, containerd, seen, lingering, baseline, advisories);
  }

  public Software withLingering(Reading<List<String>> seen) {
    return new Software(
        packages, engines, sudoers, containerd, clientVariables, seen, baseline, advisories);
  }

  public Software withBaseline(List<Stated> seen) {
    return new Software(
        packages, engines, sudoers, containerd, clientVariables, lingering, seen, advisories);
  }

  public Software withAdvisories(Advisories seen) {
    return new Software(
        packages, engines, sudoers, containerd, clientVariables, lingering, baseline, seen);
  }

  /**
   * A statement in a file.
   *
   * @param where path, with the line where there is one
   * @param name of what is stated, for example {@code PermitRootLogin}
   * @param value as it stands there; never a secret
   * @param whom the account it is for; empty for everybody
   */
  public record Stated(String where, String name, String value, String whom) {}
}
