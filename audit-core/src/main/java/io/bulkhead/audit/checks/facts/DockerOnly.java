package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;

/**
 * A check of what dockerd does or answers: podman imitates the interface and means something else,
 * or leaves out what the check asks for.
 *
 * @param check judges where podman does not answer
 */
public record DockerOnly(Check check) implements PolicyCheck {
  /** The same checks, none of which judges podman. */
  public static List<Check> each(List<Check> checks) {
    return checks.stream().<Check>map(DockerOnly::new).toList();
  }

  @Override
  public CheckMeta meta() {
    return check.meta();
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    Reading<Engine.Version> version = host.engine().version();
    return version
        .seen()
        .filter(Engine.Version::podman)
        .map(
            podman ->
                Verdict.notApplicable(
                    "podman answers here, not a Docker Engine: neither its settings nor its containers,"
                        + " images, networks and volumes are judged",
                    Evidence.of(version.origin(), "podman " + podman.version())))
        .orElseGet(() -> check.judge(host, policy));
  }
}
