package io.bulkhead.kernel.probes.auditing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.AuditTrail.Watch;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the kernel holds is told apart from what the next boot will make of the same words. */
class AuditTrailGathererTest {
  @Test
  void a_watch_loaded_before_its_directory_was_there_is_about_the_name_alone() {
    FakeHostFiles files =
        new FakeHostFiles()
            .directory("/run/containerd")
            .directory("/etc/docker")
            .directory("/etc/audit/rules.d")
            .put("/etc/audit/rules.d/50-docker.rules", "-w /run/containerd -p wa -k docker\n");
    List<AuditRule> loaded =
        List.of(
            new AuditRule("/run/containerd", false, "wa", "docker", Set.of()),
            new AuditRule("/etc/docker", true, "wa", "docker", Set.of()));
    SnapshotBuilder draft = Samples.host();
    new AuditTrailGatherer(files, () -> Optional.of(kernel(loaded))).gather(draft);

    assertThat(draft.build().auditTrail().loaded().seen().orElseThrow())
        .containsExactly(
            new Watch("/run/containerd", false, "wa", true, false),
            new Watch("/etc/docker", true, "wa", false, false));
    assertThat(draft.build().auditTrail().stored().seen().orElseThrow())
        .containsExactly(new Watch("/run/containerd", true, "wa", false, false));
  }

  private static HostCalls kernel(List<AuditRule> rules) {
    return (HostCalls)
        Proxy.newProxyInstance(
            HostCalls.class.getClassLoader(),
            new Class<?>[] {HostCalls.class},
            (self, method, words) ->
                method.getName().equals("auditRules") ? Got.of(rules) : Got.error(Got.NO_DATA));
  }
}
