package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.remediate.apply.Occasion;
import io.bulkhead.remediate.apply.Sets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process is stopped before a call, somebody edits the file it works on, and it goes on. */
@Breaking
class EditorRaceIT {
  private static final Path TREES = Trees.fast();
  private static final int SHARE = 10;
  private static final String MARK = "{\"edited\": \"by hand\"}\n";

  /** How somebody edits a file. */
  enum Edit {
    /** Writes a new file and renames it over, as most editors do. */
    RENAMED_OVER,
    /** Writes into the file. */
    IN_PLACE,
    /** Goes on writing through a descriptor opened before the run. */
    THROUGH_AN_OLD_DESCRIPTOR
  }

  @ParameterizedTest
  @EnumSource
  void nothing_that_somebody_writes_meanwhile_is_lost(Edit edit) throws Exception {
    Table table = new Table("edited while stopped: " + edit);
    for (Scenario scenario : List.of(Scenario.REPLACE, Scenario.RELOAD)) {
      List<String> calls = Trials.calls(TREES, Deed.APPLY, scenario);
      List<Integer> moments =
          Moments.of(calls, SHARE).stream().filter(call -> call <= last(calls, edit)).toList();
      Moments.each(moments, call -> race(scenario, edit, call, table));
    }
    table.publish();
    assertThat(table.complaints()).isEmpty();
    assertThat(table.runs()).isGreaterThan(20);
  }

  /**
   * The last call before which an edit must not be lost. The old file is let go by the last unlink
   * in its directory: what is written into it from then on goes where writes to a replaced file
   * always go, and no system call could tell.
   */
  private static int last(List<String> calls, Edit edit) {
    int last = calls.size();
    for (int i = 0; i < calls.size() && edit == Edit.THROUGH_AN_OLD_DESCRIPTOR; i++) {
      boolean letsGo =
          calls.get(i).startsWith("unlinkat ") && calls.get(i).contains("/etc/docker/");
      last = letsGo ? i : last;
    }
    return last;
  }

  private static void race(Scenario scenario, Edit edit, int call, Table table) throws Exception {
    try (Scene scene = Scene.ready(TREES, Deed.APPLY, scenario)) {
      Path file = scene.root().resolve(Sets.CONFIG.substring(1));
      try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
        Run run =
            Broken.start(scene.root(), Deed.APPLY, scenario, Protocol.SOUND, Fault.STOP, call);
        run.awaitStop();
        make(edit, file, old);
        run.resume();
        Broken ran = Broken.ended(scene.root(), run.exit());
        scene.host.recover(Occasion.COMMAND);
        boolean kept = keeps(scene.root());
        if (kept) {
          table.good(ran.calls().get(call - 1).split(" ", 2)[0], scenario.word());
        } else {
          table.bad(
              ran.calls().get(call - 1).split(" ", 2)[0],
              scenario.word(),
              edit + " is lost: " + ran);
        }
      }
    }
  }

  private static void make(Edit edit, Path file, FileChannel old) throws IOException {
    byte[] text = MARK.getBytes(StandardCharsets.UTF_8);
    switch (edit) {
      case RENAMED_OVER -> {
        Path fresh = Files.write(file.resolveSibling("daemon.json.new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
      case IN_PLACE -> Files.write(file, text);
      case THROUGH_AN_OLD_DESCRIPTOR -> {
        old.truncate(0);
        old.write(ByteBuffer.wrap(text), 0);
      }
    }
  }

  /** The words are in the file, beside it, or among the kept contents. */
  private static boolean keeps(Path root) throws IOException {
    for (String where : List.of("etc/docker", "var/lib/bulkhead/blobs")) {
      try (Stream<Path> files = Files.list(root.resolve(where))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          if (Files.readString(file).contains("by hand")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
