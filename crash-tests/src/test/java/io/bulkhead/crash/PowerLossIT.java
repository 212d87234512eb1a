package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.remediate.apply.FakeHost;
import io.bulkhead.remediate.apply.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power fails at a call: what had reached the disk is copied from below the file system, and
 * the next run finds only that.
 */
@Breaking
class PowerLossIT {
  private static final int SHARE = 5;

  @ParameterizedTest
  @EnumSource
  void whatever_reached_the_disk_is_one_end(Disk.Kind kind) throws Exception {
    Table table = new Table("power loss on " + kind.word());
    for (Scenario scenario : scenarios()) {
      List<Integer> moments =
          new ArrayList<>(Moments.of(Trials.calls(Trees.fast(), Deed.APPLY, scenario), SHARE));
      moments.add(0); // after the last call: what was said to be done must last
      for (int call : moments) {
        lose(kind, scenario, call, Protocol.SOUND, table);
      }
    }
    table.publish();
    assertThat(table.complaints()).isEmpty();
    assertThat(table.runs()).isGreaterThan(10);
  }

  private static List<Scenario> scenarios() {
    return Moments.FULL ? List.of(Scenario.values()) : List.of(Scenario.REPLACE, Scenario.SET_OF_9);
  }

  @Test
  void the_harness_notices_a_journal_that_is_not_flushed() throws Exception {
    assertThat(complaints(Protocol.JOURNAL_NOT_FLUSHED)).isPositive();
  }

  @Test
  void the_harness_notices_a_staged_file_that_is_not_flushed() throws Exception {
    assertThat(complaints(Protocol.STAGED_FILE_NOT_FLUSHED)).isPositive();
  }

  private static int complaints(Protocol protocol) throws Exception {
    Table table = new Table("broken on purpose, to be noticed: " + protocol);
    int calls = Trials.calls(Trees.fast(), Deed.APPLY, Scenario.REPLACE).size();
    for (int call = calls; call >= 0 && table.complaints().isEmpty(); call--) {
      lose(Disk.Kind.EXT4, Scenario.REPLACE, call, protocol, table);
    }
    table.show();
    return table.complaints().size();
  }

  private static void lose(
      Disk.Kind kind, Scenario scenario, int call, Protocol protocol, Table table)
      throws Exception {
    Path images = Files.createDirectories(Workshop.DIRECTORY.resolve("disks"));
    try (Disk disk = Disk.made(kind, images.resolve(kind.word() + ".img"))) {
      Path mount = disk.mount();
      Scene scene = Scene.ready(mount, Deed.APPLY, scenario);
      Workshop.run(List.of("sync", "-f", mount.toString()));
      Broken broken = scene.broken(protocol, Fault.POWER, call);
      try (Disk found = disk.copy(images.resolve(kind.word() + "-found.img"))) {
        disk.unmount();
        Path root = found.mount().resolve(mount.relativize(scene.root()));
        // the machine was switched on again: its engine and all readers begin with what they find
        Files.deleteIfExists(root.resolve("engine"));
        FakeHost.boot(root);
        try {
          scene.foundAt(Tree.at(root)).judge(kind + ": " + broken, !broken.killed());
          table.good(call == 0 ? "(finished)" : broken.lastCall(), scenario.word());
        } catch (AssertionError | Exception bad) {
          table.bad(
              broken.lastCall(), scenario.word(), scenario.word() + ", " + broken + "\n" + bad);
        }
      }
    }
  }
}
