package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.kernel.files.RecordingSys;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full. */
class FullDiskTest {
  @TempDir Path mount;
  private Tree tree;
  private SortedMap<String, String> before;

  @BeforeEach
  void mountSmallDisk() throws Exception {
    Assumptions.assumeTrue(Tree.REAL.effectiveUid() == 0, "needs root");
    run("mount", "-t", "tmpfs", "-o", "size=3m,mode=755", "none", mount.toString());
    tree =
        new Tree(mount)
            .write("etc/docker/daemon.json", "{\"icc\": true}\n", 0640)
            .write("etc/sysctl.conf", "x\n", 0644);
    before = tree.state();
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", mount.toString());
  }

  private Prepared plan() {
    return new Sets(tree)
        .replace(Sets.CONFIG, "{\"icc\": false}\n")
        .replace("/etc/sysctl.conf", "y\n")
        .prepared();
  }

  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(mount.resolve("filler"))) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  @Test
  void nothing_begins_on_a_full_disk() throws Exception {
    Rig rig = new Rig(tree);
    rig.sets().begin("apply").close();
    Prepared plan = plan();
    fill();

    assertThatThrownBy(() -> rig.apply(plan))
        .isInstanceOfSatisfying(
            RemediationException.class,
            e -> assertThat(e.kind()).isEqualTo(RemediationException.Kind.BEFORE))
        .hasMessageContaining("no space left");
    assertThat(tree.state()).isEqualTo(before);
  }

  @Test
  void recovery_goes_back_on_a_disk_that_filled_up_meanwhile() throws Exception {
    Rig rig = new Rig(tree);
    RecordingSys sys = new RecordingSys(Tree.REAL);
    Sys stopping = EditingSys.before(sys, call -> sys.powerOffInside(1), "sysctl.conf");
    Prepared plan = plan();
    assertThat(rig.interrupted(sys, s -> rig.apply(stopping, plan))).isTrue();
    assertThat(tree.state()).isNotEqualTo(before);
    fill();

    RecoveryReport report = rig.recover().orElseThrow();

    assertThat(report.complete()).isTrue();
    assertThat(report.lines()).anyMatch(line -> line.contains("exactly as before"));
    assertThat(tree.state()).isEqualTo(before);
    assertThat(rig.sets().open()).isEmpty();
    assertThat(rig.sets().history().get(0).state()).isEqualTo(SetState.FAILED_UNDONE);
    assertThat(rig.recover()).isEmpty();
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    Assumptions.assumeTrue(process.waitFor() == 0, String.join(" ", command));
  }
}
