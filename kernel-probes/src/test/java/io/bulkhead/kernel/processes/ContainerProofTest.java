package io.bulkhead.kernel.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import org.junit.jupiter.api.Test;

class ContainerProofTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private final FakeHostFiles files = new FakeHostFiles();
  private final ContainerProof proof = new ContainerProof(files);

  @Test
  void the_cgroup_proves_it() {
    files.put("/proc/9/cgroup", "0::/system.slice/docker-" + ID + ".scope\n");
    assertThat(proof.refutation(ID, 9)).isEmpty();
    assertThat(proof.refutation("f".repeat(64), 9))
        .contains("process 9 of this system does not belong to the container");
  }

  @Test
  void without_cgroups_the_engines_own_mounts_prove_it() {
    files.put("/proc/9/cgroup", "0::/user.slice\n");
    files.put(
        "/proc/9/mountinfo",
        "95 78 254:0 /home/u/.local/share/docker/containers/"
            + ID
            + "/hostname /etc/hostname rw\n");
    assertThat(proof.refutation(ID, 9)).isEmpty();
    files.deny("/proc/9/mountinfo", "permission denied");
    assertThat(proof.refutation(ID, 9)).isPresent();
  }

  @Test
  void a_short_id_proves_nothing() {
    files.put("/proc/9/cgroup", "0::/\n");
    assertThat(proof.refutation("", 9))
        .contains("the engine does not tell the container's full id");
  }
}
