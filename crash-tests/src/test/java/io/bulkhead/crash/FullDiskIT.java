package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.Occasion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A file system that is really full: when the run begins, at each amount of free space, and when
 * the recovery begins.
 */
@Breaking
class FullDiskIT {
  private static final Path MOUNT = Workshop.DIRECTORY.resolve("full");
  private static final int PAGE = 4096;
  private static final int PAGES = Moments.FULL ? 400 : 40;

  /** Below this the engine of the test has no room to remember what it was told. */
  private static final int FEWEST = 2;

  private static final int STEP = Moments.FULL ? 1 : 4;

  private interface OnMount {
    void with(Path mount) throws Exception;
  }

  private static void mounted(String options, OnMount work) throws Exception {
    Files.createDirectories(MOUNT);
    Workshop.run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", MOUNT.toString()));
    try {
      work.with(MOUNT);
    } finally {
      Workshop.run(List.of("umount", MOUNT.toString()));
    }
  }

  @Test
  void a_run_on_a_nearly_full_disk_does_all_or_nothing() throws Exception {
    Table table = new Table("apply with so much free space");
    for (int pages = FEWEST; pages < FEWEST + PAGES; pages += STEP) {
      int free = pages;
      mounted(
          "size=8m",
          mount -> {
            Scene scene = Scene.ready(mount.resolve("trees"), Deed.APPLY, Scenario.SET_OF_9);
            fill(mount, free);
            all(scene, free + " pages", table);
          });
    }
    table.publish();
    assertThat(table.complaints()).isEmpty();
  }

  @Test
  void a_run_without_free_inodes_does_all_or_nothing() throws Exception {
    Table table = new Table("apply with so few free inodes");
    for (int inodes = 40; inodes < 100; inodes += STEP) {
      mounted(
          "size=8m,nr_inodes=" + inodes,
          mount -> {
            Scene scene;
            try {
              scene = Scene.ready(mount.resolve("trees"), Deed.APPLY, Scenario.SET_OF_9);
            } catch (UncheckedIOException | AssertionError | RemediationException tooFew) {
              return; // not even the tree fits
            }
            all(scene, "inodes", table);
          });
    }
    table.publish();
    assertThat(table.complaints()).isEmpty();
  }

  private static void all(Scene scene, String row, Table table) {
    Broken ran = scene.broken(Protocol.SOUND, Fault.KILL_BEFORE, 0);
    try {
      assertThat(ran.exit()).as("%s", ran).isIn(0, Child.FAILED);
      scene.judge(ran.toString(), ran.exit() == 0);
      table.good(ran.exit() == 0 ? "done" : "refused or went back", Scenario.SET_OF_9.word());
    } catch (AssertionError | Exception bad) {
      table.bad(row, Scenario.SET_OF_9.word(), row + ": " + ran + "\n" + bad);
    }
  }

  @Test
  void what_was_killed_is_put_right_on_a_disk_without_a_free_byte() throws Exception {
    Table table = new Table("killed, then the disk is full, then recovered");
    for (int call : Moments.of(callsOfSecondRun(), 8)) {
      mounted(
          "size=8m",
          mount -> {
            Scene scene = Scene.ready(mount.resolve("trees"), Deed.APPLY, Scenario.SET_OF_9);
            // the ballast is laid by the first run that has the room
            scene.host.recover(Occasion.COMMAND);
            Broken broken = scene.broken(Protocol.SOUND, Fault.KILL_BEFORE, call);
            fill(mount, 0);
            Trials.judged(scene, broken, Scenario.SET_OF_9, table);
          });
    }
    table.publish();
    assertThat(table.complaints()).isEmpty();
  }

  /** What a run does where the state directory and the ballast are there already. */
  private static List<String> callsOfSecondRun() throws Exception {
    try (Scene scene = Scene.ready(Trees.fast(), Deed.APPLY, Scenario.SET_OF_9)) {
      scene.host.recover(Occasion.COMMAND);
      return scene.broken(Protocol.SOUND, Fault.KILL_BEFORE, 0).calls();
    }
  }

  /** Fills a file system but for some pages. */
  private static void fill(Path mount, int pagesLeft) throws IOException {
    Path filler = mount.resolve("filler");
    List<byte[]> chunk = new ArrayList<>(List.of(new byte[PAGE]));
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(chunk.get(0));
      }
    } catch (IOException full) {
      long size = Files.size(filler) - (long) pagesLeft * PAGE;
      try (FileChannel file = FileChannel.open(filler, StandardOpenOption.WRITE)) {
        file.truncate(Math.max(0, size));
      }
    }
  }
}
